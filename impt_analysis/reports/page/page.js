
"use strict";
// Selects from the data that the page holds and shows it. No measure is made here. Every text goes in as text.

const data = JSON.parse(document.getElementById("data").textContent);
const words = data.words;
const byCode = (entries, key = "code") => new Map(entries.map((entry) => [entry[key], entry]));
const themes = byCode(data.themes);
const findings = byCode(data.findings);
const states = byCode(data.states);
const domains = byCode(data.domains);
const items = byCode(data.items);
const rungs = byCode(data.rungs);
const sources = byCode(data.sources, "id");
const members = data.states.filter((state) => state.member).map((state) => state.code);
const MOST_SHOWN = 30;
const WIDE = window.matchMedia("(min-width: 75rem)");

const found = (id) => document.getElementById(id);
const filled = (wording, values) => wording.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const counted = (number, one, several) => `${number} ${number === 1 ? words[one] : words[several]}`;

/** Return an element with these properties and children; a text among the children stays a text. */
function made(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key === "class") element.className = value;
    else if (key in element && typeof value !== "string") element[key] = value;
    else element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

// ---- The choice, and the address that keeps it

const defaults = () => ({
  theme: data.themes[0].code,
  finding: data.findings[0].code,
  states: new Set(members),
  domains: new Set(domains.keys()),
  cell: null,
  query: "",
});
let choice = defaults();

/** Return the choice that an address states; what it does not state, or states wrongly, is as at first. */
function choiceOf(address) {
  const stated = new URLSearchParams(address.replace(/^#/, ""));
  const read = defaults();
  if (themes.has(stated.get("theme"))) read.theme = stated.get("theme");
  if (findings.has(stated.get("children"))) read.finding = stated.get("children");
  const some = (name, allowed) => new Set(allowed.filter((code) => stated.get(name).split(",").includes(code)));
  if (stated.has("states")) read.states = some("states", members);
  if (stated.has("parts")) read.domains = some("parts", [...domains.keys()]);
  const [state, item] = (stated.get("cell") ?? "").split(".");
  if (members.includes(state) && items.has(item)) read.cell = { state, item };
  read.query = stated.get("words") ?? "";
  return read;
}

function addressOf(chosen) {
  const parts = new URLSearchParams({ theme: chosen.theme, children: chosen.finding });
  if (chosen.states.size < members.length) parts.set("states", members.filter((code) => chosen.states.has(code)).join());
  if (chosen.domains.size < domains.size) parts.set("parts", [...domains.keys()].filter((code) => chosen.domains.has(code)).join());
  if (chosen.cell) parts.set("cell", `${chosen.cell.state}.${chosen.cell.item}`);
  if (chosen.query) parts.set("words", chosen.query);
  return `#${parts}`.replaceAll("%2C", ",");
}

/** Change the choice, keep it in the address and show it; a chosen cell is a step that the reader can go back from. */
function choose(changes) {
  choice = { ...choice, ...changes };
  const step = changes.cell ? "pushState" : "replaceState";
  history[step](null, "", addressOf(choice));
  show(Object.keys(changes));
}

function restore() {
  const before = JSON.stringify(choice.cell);
  if (!location.hash || location.hash.includes("=")) choice = choiceOf(location.hash); // else it names a place on the page
  found("query").value = choice.query;
  show();
  if (choice.cell && JSON.stringify(choice.cell) !== before) toCell();
}

/** Show the choice anew, as far as what has changed of it can be seen. */
function show(changed = Object.keys(choice)) {
  const any = (...names) => names.some((name) => changed.includes(name));
  showFilters();
  if (any("theme", "finding", "states", "domains", "cell")) showMap();
  if (any("theme", "cell")) showCell();
  if (any("theme", "query")) showResults();
  const subject = choice.cell ? cellTitle(choice.cell) : themes.get(choice.theme).label;
  document.title = filled(words.page_title, { choice: subject, title: words.title });
}

// ---- The filters

function makeFilters() {
  const radios = (name, entries, picked) =>
    entries.map((entry) => labelled("radio", name, entry, () => choose({ [picked]: entry.code })));
  found("themes").append(...radios("theme", data.themes, "theme"));
  found("findings").append(...radios("finding", data.findings, "finding"));
  found("states").append(...data.states.filter((state) => state.member).map((entry) => labelled("checkbox", "states", entry, toggled("states", entry.code))));
  found("domains").append(...data.domains.map((entry) => labelled("checkbox", "domains", entry, toggled("domains", entry.code))));
  found("all-states").addEventListener("click", () => choose({ states: new Set(members) }));
  found("no-state").addEventListener("click", () => choose({ states: new Set() }));
  found("filters").addEventListener("submit", (event) => event.preventDefault());
}

function labelled(type, name, entry, changed) {
  const input = made("input", { type, name, value: entry.code });
  input.addEventListener("change", changed);
  return made("label", {}, input, made("span", {}, name === "theme" ? `${entry.code}. ${entry.label}` : entry.label));
}

function toggled(name, code) {
  return () => {
    const kept = new Set(choice[name]);
    if (!kept.delete(code)) kept.add(code);
    choose({ [name]: kept });
  };
}

function showFilters() {
  for (const input of found("filters").elements) {
    if (input.name === "theme") input.checked = input.value === choice.theme;
    if (input.name === "finding") input.checked = input.value === choice.finding;
    if (input.name === "states" || input.name === "domains") input.checked = choice[input.name].has(input.value);
  }
}

// ---- The gap map

function showMap() {
  const shownStates = members.filter((code) => choice.states.has(code));
  const shownItems = data.items.filter((item) => choice.domains.has(item.domain));
  const empty = !shownStates.length || !shownItems.length;
  found("map").replaceChildren(empty ? made("p", {}, words.nothing_chosen) : mapTable(shownStates, shownItems));
  const said = { states: counted(shownStates.length, "state", "states"), items: counted(shownItems.length, "item", "items") };
  found("map-caption").textContent = mapCaption(shownStates);
  found("said").textContent = empty ? "" : filled(words.n_states, said);
  found("theme-evidence").textContent = `${themes.get(choice.theme).evidence}.`;
}

function mapTable(shownStates, shownItems) {
  const head = made("tr", {}, made("th", { scope: "col" }, words.item_head), ...shownStates.map(stateHead));
  const bodies = data.domains
    .map((domain) => [domain, shownItems.filter((item) => item.domain === domain.code)])
    .filter(([, rows]) => rows.length)
    .map(([domain, rows]) => {
      const title = made("th", { scope: "rowgroup", colspan: String(shownStates.length + 1), class: "domain" }, domain.label);
      return made("tbody", {}, made("tr", {}, title), ...rows.map((item) => mapRow(item, shownStates)));
    });
  const table = made("table", { class: "map", "aria-labelledby": "map-title map-caption" }, made("thead", {}, head), ...bodies);
  table.addEventListener("keydown", moved);
  table.addEventListener("focusin", (event) => makeReachable(table, event.target));
  makeReachable(table, table.querySelector('[aria-pressed="true"]') ?? table.querySelector("button"));
  return table;
}

/** Return the rung of a cell. Where a list of sources is complete, the public release does not tell two of them apart. */
function rungOf(finding, state, item) {
  const rung = rungs.get(data.ladders[choice.theme][finding][state][item].rung);
  const complete = states.get(state).mapping[choice.theme] === "complete";
  const untold = data.release === "public" && rung.code === "unknown" && complete;
  return untold ? { ...rung, label: words.untold, definition: words.untold_why } : rung;
}

function stateHead(code) {
  const name = states.get(code).label;
  return made("th", { scope: "col" }, made("span", {}, name));
}

function mapRow(item, shownStates) {
  const core = item.importance[choice.theme] === "core";
  const head = made("th", { scope: "row", class: core ? "core" : "" }, item.label, core ? made("span", { class: "hidden-text" }, `, ${words.core}`) : null);
  return made("tr", {}, head, ...shownStates.map((state) => made("td", {}, mapButton(state, item))));
}

function mapButton(state, item) {
  const rung = rungOf(choice.finding, state, item.code);
  const name = filled(words.cell_name, { state: states.get(state).label, item: item.label, rung: rung.label });
  const pressed = choice.cell?.state === state && choice.cell?.item === item.code;
  const button = made("button", { type: "button", class: `rung-${rung.code}`, title: name, "aria-pressed": String(pressed), "data-cell": `${state}.${item.code}` });
  button.append(made("span", { "aria-hidden": "true" }, rung.sign), made("span", { class: "hidden-text" }, name));
  button.addEventListener("click", () => {
    choose({ cell: { state, item: item.code } });
    toCell();
  });
  return button;
}

function mapCaption(shownStates) {
  const theme = themes.get(choice.theme);
  const names = (codes, all, labels) => (codes.length === all ? filled(words.all, { number: all }) : codes.map((code) => labels.get(code).label).join(", "));
  return filled(words.map_caption, {
    theme: theme.code,
    label: theme.label,
    children: findings.get(choice.finding).label,
    states: names(shownStates, members.length, states),
    domains: names([...domains.keys()].filter((code) => choice.domains.has(code)), domains.size, domains),
  });
}

/** Let the tabulator reach one cell of the map alone; the arrow keys reach the others. */
function makeReachable(table, chosen) {
  for (const button of table.querySelectorAll("button")) button.tabIndex = button === chosen ? 0 : -1;
}

function moved(event) {
  const rows = [...event.currentTarget.querySelectorAll("tr")].map((row) => [...row.querySelectorAll("button")]).filter((row) => row.length);
  const row = rows.findIndex((buttons) => buttons.includes(event.target));
  if (row < 0) return;
  const column = rows[row].indexOf(event.target);
  const steps = { ArrowLeft: [row, column - 1], ArrowRight: [row, column + 1], ArrowUp: [row - 1, column], ArrowDown: [row + 1, column], Home: [row, 0], End: [row, rows[row].length - 1] };
  const [toRow, toColumn] = steps[event.key] ?? [];
  if (toRow === undefined) return;
  event.preventDefault();
  rows[toRow]?.[toColumn]?.focus();
}

// ---- A cell: both findings apart, and the sources behind each

const cellTitle = ({ state, item }) => filled(words.cell_title, { state: states.get(state).label, item: items.get(item).label });

function showCell() {
  found("cell").classList.toggle("nothing", !choice.cell);
  if (!choice.cell) {
    found("cell-title").textContent = words.no_cell;
    found("cell-body").replaceChildren(made("p", {}, words.no_cell_yet));
    return;
  }
  const { state, item } = choice.cell;
  found("cell-title").textContent = cellTitle(choice.cell);
  const theme = themes.get(choice.theme);
  const about = states.get(state);
  const importance = words[items.get(item).importance[theme.code]];
  const office = about.confirmed[theme.code];
  const back = made("button", { type: "button", class: "back" }, words.back);
  back.addEventListener("click", backToMap);
  found("cell-body").replaceChildren(
    back,
    made("p", {}, `${items.get(item).definition}. ${filled(words.in_theme, { theme: theme.code, label: theme.label, importance })}`),
    made("p", { class: "quiet" }, office ? filled(words.confirmed, { state: about.label, office }) : filled(words.not_confirmed, { state: about.label }), " ", words[`mapping_${about.mapping[theme.code]}`]),
    ...data.findings.map((finding) => findingPart(finding, state, item)),
    ...neitherPart(state, item),
  );
}

function findingPart(finding, state, item) {
  const cell = data.ladders[choice.theme][finding.code][state][item];
  const rung = rungOf(finding.code, state, item);
  const covering = data.sources.filter((source) => source.state === state && source.finding === finding.code && source.themes.includes(choice.theme));
  const recording = covering.filter((source) => holds(source, item));
  const others = covering.filter((source) => !holds(source, item));
  const heading = made("h3", {}, finding.label);
  const sign = made("span", { class: `sign rung-${rung.code}`, "aria-hidden": "true" }, rung.sign);
  return made(
    "section", { "aria-label": finding.label },
    heading,
    made("p", { class: "rung" }, sign, rung.label),
    made("p", {}, `${rung.definition}.`),
    cell.through ? made("p", {}, throughWhom(cell)) : null,
    covering.length ? null : made("p", {}, words.no_source),
    ...recording.map((source) => card(source, "h4", item)),
    others.length ? folded(`${words.others} (${others.length})`, others, item) : null,
  );
}

function throughWhom(cell) {
  const children = cell.populations.map((code) => data.labels.population[code]).join(", ");
  return filled(words.through_who, { through: data.labels.through[cell.through], children });
}

function neitherPart(state, item) {
  const those = data.sources.filter((source) => source.state === state && !source.finding && source.themes.includes(choice.theme));
  if (!those.length) return [];
  const list = folded(`${words.in_neither} (${those.length})`, those, item);
  list.firstChild.after(made("p", { class: "quiet" }, words.in_neither_why));
  return [made("section", { "aria-label": words.in_neither }, list)];
}

function folded(title, those, item) {
  return made("details", {}, made("summary", {}, title), ...those.map((source) => card(source, "h4", item)));
}

/** Lead to the chosen cell: beside the map on a wide screen, below it on a narrow one. */
function toCell() {
  const title = found("cell-title");
  title.focus({ preventScroll: WIDE.matches });
  if (!WIDE.matches) title.scrollIntoView({ block: "start" });
  found("cell").scrollTop = 0;
}

function backToMap() {
  const { state, item } = choice.cell;
  (document.querySelector(`[data-cell="${state}.${item}"]`) ?? found("map-title")).focus();
}

// ---- A source

const holds = (source, item) => ["yes", "partly"].includes(source.answers[item]);

/** Return what is said of a source; with an item also what it says of that item, else all that it records. */
function card(source, heading, item) {
  const state = states.get(source.state);
  const facts = item ? itemFacts(source, item) : [[words.records_list, recorded(source)]];
  const place = [source.organisation, source.local && source.local !== source.organisation ? `(${source.local})` : ""].filter(Boolean).join(" ");
  return made(
    "article", { class: "card" },
    made(heading, {}, source.name),
    made("p", {}, `${place}, ${state.label} · ${source.id}`),
    state.member ? null : made("p", { class: "quiet" }, words.listed_only),
    factList([...facts, ...source.facts]),
    source.claim ? made("p", {}, made("strong", {}, `${words.claim_heading}: `), source.claim) : null,
    source.references.length ? made("ul", { "aria-label": words.references_heading }, ...source.references.map(reference)) : made("p", { class: "quiet" }, words.basis_none),
    made("details", {}, made("summary", {}, words.more), factList(source.more)),
  );
}

function factList(facts) {
  return made("dl", { class: "facts" }, ...facts.flatMap(([name, value]) => [made("dt", {}, name), made("dd", {}, value)]));
}

function itemFacts(source, item) {
  const answer = source.answers[item];
  const facts = [[words.records, answer ? data.labels.answer[answer] : data.answerMissing]];
  const through = { 0: words.through_nothing, 0.5: words.through_part, 1: words.through_full }[source.through[item] ?? 0];
  if (holds(source, item)) facts.push([words.comes_through, through]);
  return facts;
}

function recorded(source) {
  const held = data.items.filter((item) => holds(source, item.code));
  if (!held.length) return words.records_nothing;
  const theme = source.themes.includes(choice.theme) ? choice.theme : source.themes[0];
  const linked = (item) => {
    const name = source.answers[item.code] === "partly" ? `${item.label} (${words.records_partly})` : item.label;
    if (!states.get(source.state).member || !theme) return name;
    const there = { ...choice, theme, finding: source.finding || choice.finding, cell: { state: source.state, item: item.code } };
    return made("a", { href: addressOf(there) }, name);
  };
  return made("span", {}, ...held.flatMap((item, place) => (place ? [", ", linked(item)] : [linked(item)])));
}

function reference(id) {
  const { text, url } = data.references[id] ?? { text: id, url: "" };
  const link = /^https?:/.test(url) ? made("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, text) : text;
  return made("li", {}, link);
}

// ---- The search

const bare = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[łøđæœßþð]/g, (letter) => ({ ł: "l", ø: "o", đ: "d", æ: "ae", œ: "oe", ß: "ss", þ: "th", ð: "d" })[letter]);

const haystacks = new Map(data.sources.map((source) => [source.id, bare(searchable(source))]));

function searchable(source) {
  const held = data.items.filter((item) => holds(source, item.code)).map((item) => item.label);
  const cited = source.references.map((id) => data.references[id]?.text ?? id);
  const told = [source.name, source.organisation, source.local, source.id, states.get(source.state).label, source.claim];
  return [...told, ...[...source.facts, ...source.more].map(([, value]) => value), ...held, ...cited].join("\n");
}

function showResults() {
  const wanted = bare(choice.query).split(/\s+/).filter(Boolean);
  const those = wanted.length ? data.sources.filter((source) => wanted.every((word) => haystacks.get(source.id).includes(word))) : [];
  found("results").replaceChildren(...those.slice(0, MOST_SHOWN).map((source) => card(source, "h3")));
  const wording = those.length > MOST_SHOWN ? words.found_first : those.length ? words.found : words.found_none;
  const said = { sources: counted(those.length, "source", "sources"), shown: MOST_SHOWN, query: choice.query.trim() };
  found("found").textContent = wanted.length ? filled(wording, said) : words.search_all;
  found("search").classList.toggle("unused", !wanted.length);
}

// ---- Begin

makeFilters();
found("more").open = WIDE.matches;
found("query").addEventListener("input", (event) => choose({ query: event.target.value }));
found("search-form").addEventListener("submit", (event) => event.preventDefault());
found("cell").addEventListener("keydown", (event) => { if (event.key === "Escape" && choice.cell) backToMap(); });
found("skip").addEventListener("click", (event) => { event.preventDefault(); found("map-title").focus(); });
window.addEventListener("hashchange", restore);
window.addEventListener("popstate", restore);
restore();

"""What leaves the house: the charts of the seminars and the page that shows them."""

"""Layout, components, forms, error pages and the page lock that every site uses."""

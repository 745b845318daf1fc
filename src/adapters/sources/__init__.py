"""Where records come from: the formats and addresses of upstreams."""

"""The one way out to other services, and the only place that knows the HTTP client."""

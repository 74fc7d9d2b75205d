"""The service: channel webhooks, web chat, staff pages, REST API, and the jobs behind them."""

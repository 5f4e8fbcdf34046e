"""odrdesk (衡解): the case manager of a platform's consumer-dispute desk."""

__version__ = "0.1.0"

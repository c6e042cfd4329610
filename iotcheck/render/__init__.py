"""Reports rendered: a report in, text out. Nothing here prints, asks or decides."""

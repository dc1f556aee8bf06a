"""The local web app: what a person watches, corrects and reviews. One router, template and module a page.

Everything read from or written to a record goes through functions of `app`; this room turns them into
pages. It listens on the loopback interface only, and asks nobody else for anything.
"""

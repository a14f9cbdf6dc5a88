"""``casereview serve``: serve the pages, and send what waits, from one command."""

from __future__ import annotations

import argparse
import os
import sys
import threading

EXAMPLE = "Example: casereview serve --data /srv/casereview --port 8000"
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def main(argv: list[str]) -> int:
    """Serve a store, making its tables where it is empty."""
    from casereview.cli.store import BadStoreOption, add_store_options, open_store

    parser = argparse.ArgumentParser(prog="casereview serve", description=__doc__, epilog=EXAMPLE)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    add_store_options(parser)
    args = parser.parse_args(argv)
    os.environ.setdefault("CASEREVIEW_ADDRESS", f"http://{args.host}:{args.port}")
    if "CASEREVIEW_HOSTS" not in os.environ and args.host not in LOOPBACK:
        os.environ["CASEREVIEW_HOSTS"] = args.host
    try:
        open_store(args, make="serve")
        check_before_serving(args.host)
    except BadStoreOption as bad:
        print(f"casereview serve: {bad}", file=sys.stderr)
        return 2
    from casereview.people.installation import has_a_board

    if not has_a_board():
        from casereview.people.entrance import new_first_code

        print(
            f"This is a first start. Open http://{args.host}:{args.port}/first/ and type the code {new_first_code()}",
            flush=True,
        )
    return run(args.host, args.port)


def check_before_serving(host: str) -> None:
    """Refuse what must never be served: a demo beyond this machine, debugging, any host.

    Raises:
        BadStoreOption: with what to do.
    """
    from django.conf import settings

    from casereview.cli.store import BadStoreOption
    from casereview.people.installation import store_made_by

    demo = store_made_by() == "demo"
    if demo:
        if host not in LOOPBACK:
            raise BadStoreOption("A demo is served on this machine alone. Leave out --host.")
        settings.CASEREVIEW_DEMO = True
        return
    if settings.DEBUG:
        raise BadStoreOption("CASEREVIEW_DEBUG is on, which shows the inside of the program. Turn it off.")
    if "*" in settings.ALLOWED_HOSTS:
        raise BadStoreOption("CASEREVIEW_HOSTS allows every name. Write the address that people use.")


def run(host: str, port: int) -> int:
    """Serve until stopped, with the worker beside it."""
    from waitress.server import create_server

    from casereview.cli.worker import work
    from casereview.config.wsgi import application

    try:
        server = create_server(
            application, host=host, port=port, threads=6, ident=None, clear_untrusted_proxy_headers=True
        )
    except OSError:
        print(
            f"casereview serve: port {port} is in use. Stop what uses it, or choose another with --port.",
            file=sys.stderr,
        )
        return 2
    stop = threading.Event()
    threading.Thread(target=work, args=(stop,), daemon=True, name="worker").start()
    print(f"Casereview is at http://{host}:{port}/ (stop with Ctrl+C)", flush=True)
    try:
        server.run()
    except KeyboardInterrupt:
        pass
    finally:
        stop.set()
    return 0

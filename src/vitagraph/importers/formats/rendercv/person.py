"""The part of a RenderCV file above the sections -> the person."""

from __future__ import annotations

from vitagraph.exporters.networks import NETWORKS, username_in
from vitagraph.importers import names
from vitagraph.importers.branches import Branch
from vitagraph.importers.draft import Draft, web_address
from vitagraph.importers.report import Report
from vitagraph.records import Person, plan
from vitagraph.records.people import Account, Address


def set_person(person: Draft, cv: Branch, report: Report) -> None:
    """Sets the fields of the owner from the part above the sections."""
    for field, text in names.titled(cv.take("name")).items():
        person.set(field, text, "name")
    person.set("email", cv.take_texts("email"), "email")
    person.set("phone", [phone.removeprefix("tel:") for phone in cv.take_texts("phone")], "phone")
    place, (website, *others) = cv.place_of("website"), [web_address(text) for text in cv.take_texts("website")] or [""]
    person.set("homepage", website, "website")
    for more in others:
        report.leave_out(place, cv.path_of("website"), more)
    photo = cv.place_of("photo")
    if "://" in (address := cv.take("photo")):
        person.set("image", address, "photo", photo)
    elif address:
        report.leave_out(photo, cv.path_of("photo"), address)
    if location := cv.take("location"):
        person.set("address", [Draft(Address, report, cv.place, cv.path).with_values(locality=location).record()])
    for network in cv.branches("social_networks"):
        _profile(network, person, report)
    for connection in cv.branches("custom_connections"):
        connection.skip("fontawesome_icon")
        _account(person, connection, connection.take("url"), connection.take("placeholder"), "")


def _profile(branch: Branch, person: Draft, report: Report) -> None:
    network, username = branch.take("network"), branch.take("username")
    for field in plan(Person).identifiers:
        if network == field.type.scheme.label:
            person.set(field.name, username, f"social_networks.{network}", branch.place)
            return
    _, _, host = username.rpartition("@")
    mastodon = f"https://{host}/@{username.strip('@').partition('@')[0]}" if network == "Mastodon" and host else ""
    url = branch.take("url") or mastodon or (NETWORKS[network] + username if network in NETWORKS else "")
    _account(person, branch, url, network, username)


def _account(person: Draft, branch: Branch, url: str, service: str, username: str) -> None:
    account = Draft(Account, person.report, branch.place, branch.path)
    if not url:
        person.report.leave_out(branch.place, branch.path_of("username"), f"{username} at {service}".strip())
    elif account.set("url", web_address(url)):
        if username_in(web_address(url)) != (service, username):  # else the address contains both
            account.set("service", service if service != url else "", "network")
            account.set("account_name", username, "username")
        person.set("profiles", [*person.values.get("profiles", []), account.record()])

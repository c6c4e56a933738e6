"""The reference page of an object, in the XML that Max's documentation window reads."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from scripts.max.spec import Object, Port

HEADER = '<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n'


def page(spec: Object, others: Sequence[str]) -> str:
    """The .maxref.xml of ``spec``; ``others`` are named under *see also*."""
    root = ET.Element("c74object", name=spec.name, module="leaderbridge", category="leaderbridge")
    _digested(root, spec.digest, spec.text)
    tags = ET.SubElement(root, "metadatalist")
    for name, text in (("author", "leaderbridge"), ("tag", "leaderbridge"), ("tag", "OSC")):
        ET.SubElement(tags, "metadata", name=name).text = text
    _ports(ET.SubElement(root, "inletlist"), "inlet", spec.inlets)
    _ports(ET.SubElement(root, "outletlist"), "outlet", spec.outlets)
    arguments = ET.SubElement(root, "objarglist")
    for argument in spec.arguments:
        optional = "1" if argument.default else "0"
        item = ET.SubElement(arguments, "objarg", name=argument.name, optional=optional, type=argument.type)
        _digested(item, argument.text, f"{argument.default} if not given." if argument.default else "")
    _methods(ET.SubElement(root, "methodlist"), spec)
    also = ET.SubElement(root, "seealsolist")
    for name in others:
        ET.SubElement(also, "seealso", name=name)
    ET.indent(root, " ")
    return HEADER + ET.tostring(root, encoding="unicode") + "\n"


def _ports(parent: ET.Element, tag: str, ports: Sequence[Port]) -> None:
    for i, port in enumerate(ports):
        item = ET.SubElement(parent, tag, id=str(i), type=port.type or "message")
        _digested(item, port.text, "")


def _methods(parent: ET.Element, spec: Object) -> None:
    """What the inlet understands, by the examples of the help patch."""
    if spec.inlets:
        item = ET.SubElement(parent, "method", name="anything")
        _digested(item, spec.inlets[0].text, "For example: " + ", ".join(spec.tries))


def _digested(parent: ET.Element, digest: str, text: str) -> None:
    ET.SubElement(parent, "digest").text = digest
    ET.SubElement(parent, "description").text = text

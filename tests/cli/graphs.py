"""graphs.py graphml|gexf FILE: a network against what the published schemas of its format ask for
(GraphML 1.0 structure and attributes; GEXF 1.3), and by networkx where that is there.  Prints how many
nodes and edges it has; a fault ends it."""
import sys
import xml.etree.ElementTree as tree

TYPES = {"string": str, "int": int, "integer": int, "long": int, "float": float, "double": float,
         "boolean": {"true": True, "false": False}.__getitem__}


def fail_unless(condition, what):
    if not condition:
        sys.exit(f"{sys.argv[2]}: {what}")


def unique(elements, what):
    ids = [x.get("id") for x in elements]
    fail_unless(all(ids) and len(set(ids)) == len(ids), f"ids of {what} are missing or not unique")
    return set(ids)


def check_edges(edges, nodes):
    for edge in edges:
        fail_unless({edge.get("source"), edge.get("target")} <= nodes, f"an edge ends nowhere: {edge.attrib}")


def children(element, names, space):
    """The element's children, which are of these names and come in their order."""
    order = [x.tag for x in element]
    fail_unless(all(t in [space + n for n in names] for t in order), f"{element.tag} holds {set(order)}")
    places = [names.index(t[len(space):]) for t in order]
    fail_unless(places == sorted(places), f"the order in {element.tag} is another")
    return element


def graphml(root):
    space = "{http://graphml.graphdrawing.org/xmlns}"
    fail_unless(root.tag == space + "graphml", f"the root is {root.tag}")
    children(root, ["key", "graph"], space)
    keys = {}
    for key in root.findall(space + "key"):
        fail_unless(key.get("for") in ("graph", "node", "edge", "all") and key.get("attr.name") and
                    key.get("attr.type") in TYPES, f"a key is {key.attrib}")
        keys[key.get("id")] = (key.get("for"), TYPES[key.get("attr.type")])
    unique(root.findall(space + "key"), "keys")
    graph = root.find(space + "graph")
    fail_unless(graph.get("edgedefault") in ("directed", "undirected"), "edgedefault is missing")
    nodes, edges = graph.findall(space + "node"), graph.findall(space + "edge")
    fail_unless(len(nodes) + len(edges) == len(graph), "the graph holds something else")
    for kind, elements in (("node", nodes), ("edge", edges)):
        for data in (d for x in elements for d in x):
            domain, of_type = keys[data.get("key")]
            fail_unless(data.tag == space + "data" and domain in (kind, "all"), f"data of {kind}: {data.attrib}")
            of_type(data.text)
    check_edges(edges, unique(nodes, "nodes"))
    return len(nodes), len(edges)


def gexf(root):
    space = "{http://gexf.net/1.3}"
    fail_unless(root.tag == space + "gexf" and root.get("version") == "1.3", f"the root is {root.tag}")
    graph = children(root, ["meta", "graph"], space).find(space + "graph")
    fail_unless(graph.get("mode") in ("static", "dynamic") and
                graph.get("defaultedgetype") in ("directed", "undirected", "mutual"), f"the graph is {graph.attrib}")
    children(graph, ["attributes", "nodes", "edges"], space)
    declared = {"node": {}, "edge": {}}
    for attributes in graph.findall(space + "attributes"):
        unique(attributes, "attributes")
        for one in attributes:
            fail_unless(one.get("title") and one.get("type") in TYPES, f"an attribute is {one.attrib}")
            declared[attributes.get("class")][one.get("id")] = TYPES[one.get("type")]
    nodes, edges = list(graph.find(space + "nodes")), list(graph.find(space + "edges"))
    for kind, elements in (("node", nodes), ("edge", edges)):
        for element in elements:
            fail_unless(element.tag == space + kind, f"{element.tag} among {kind}s")
            for value in element.iterfind(f"{space}attvalues/{space}attvalue"):
                declared[kind][value.get("for")](value.get("value"))
    fail_unless(all(n.get("label") for n in nodes), "a node has no label")
    fail_unless(all(float(x.get("weight")) > 0 for x in edges), "an edge has no weight")
    unique(edges, "edges")
    check_edges(edges, unique(nodes, "nodes"))
    return len(nodes), len(edges)


nodes, edges = {"graphml": graphml, "gexf": gexf}[sys.argv[1]](tree.parse(sys.argv[2]).getroot())
try:
    import networkx
except ImportError:
    networkx = None
if networkx is not None:
    graph = {"graphml": networkx.read_graphml, "gexf": networkx.read_gexf}[sys.argv[1]](sys.argv[2])
    fail_unless((len(graph), graph.size()) == (nodes, edges), "networkx reads another network")
print(f"{nodes} nodes, {edges} edges")

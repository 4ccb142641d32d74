// read.js FORMAT FILE: opens an export with a reader of that format and prints what it holds.
import { readFileSync } from 'node:fs';
import { check } from '@placemarkio/check-geojson';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import ICAL from 'ical.js';

const [format, file] = process.argv.slice(2);
const text = readFileSync(file, 'utf8');

const readers = {
    geojson() {
        const features = check(text).features;
        const placed = features.filter((f) => f.geometry !== null);
        return `${features.length} features, ${placed.length > 0 ? 'some' : 'none'} placed`;
    },
    ical() {
        const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent');
        for (const one of events) {
            const event = new ICAL.Event(one);
            if (!event.uid || event.endDate.compare(event.startDate) <= 0) {
                throw new Error(`no end after its start: ${event.uid}`);
            }
        }
        return `${events.length} events`;
    },
    graphml() {
        const graph = xml().graphml.graph;
        return `${graph.node.length} nodes, ${graph.edge.length} edges`;
    },
    gexf() {
        const graph = xml().gexf.graph;
        return `${graph.nodes.node.length} nodes, ${graph.edges.edge.length} edges`;
    },
};

function xml() {
    const valid = XMLValidator.validate(text);
    if (valid !== true) {
        throw new Error(valid.err.msg);
    }
    return new XMLParser({ ignoreAttributes: false }).parse(text);
}

console.log(readers[format]());

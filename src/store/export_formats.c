/* store/export_formats.c - the formats of export: small ones whole, the wide tables of other
 * projects by their runs in export_tables.c. */
#include "store/export_priv.h"

#define COLUMNS(list) list, sizeof(list) / sizeof *(list)

static const export_column plover[] = {{"json", "json || char(10)"}};

static const export_column cameo[] = {{"date", "replace(date, '-', '')"},
                                      {"source", "s_code || s_sector"},
                                      {"target", "t_code || t_sector"},
                                      {"code", "cameo"},
                                      {"label", "act || ' ' || mode"}};

static const export_column petrarch[] = {{"date", "replace(date, '-', '')"},
                                         {"source", "s_code || s_sector"},
                                         {"target", "t_code || t_sector"},
                                         {"code", "cameo"},
                                         {"issues", "''"},
                                         {"ids", "replace(doc, '_', '-') || '_' || event"},
                                         {"url", "url"},
                                         {"story source", "publisher"}};

static const export_column csv[] = {{"event", "event"},
                                    {"date", "date"},
                                    {"enddate", "enddate"},
                                    {"act", "act"},
                                    {"mode", "mode"},
                                    {"status", "status"},
                                    {"cameo", "cameo"},
                                    {"quad_code", "quad_code"},
                                    {"event_scale", "event_scale"},
                                    {"goldstein", "goldstein"},
                                    {"actor_codes", "s_code"},
                                    {"actor_sectors", "s_sector"},
                                    {"actors", "s_name"},
                                    {"recipient_codes", "t_code"},
                                    {"recipient_sectors", "t_sector"},
                                    {"recipients", "t_name"},
                                    {"country", "country"},
                                    {"place", "place"},
                                    {"latitude", "latitude"},
                                    {"longitude", "longitude"},
                                    {"confidence", "round(confidence, 3)"},
                                    {"reports", "nreports"},
                                    {"tellings", "ntellings"},
                                    {"publisher", "publisher"},
                                    {"published", "published"},
                                    {"url", "url"},
                                    {"words", "words"}};

static const export_column feature[] = {
    {"feature",
     "json_object('type', 'Feature', 'id', event, 'geometry', CASE WHEN latitude IS NULL THEN NULL "
     "ELSE json_object('type', 'Point', 'coordinates', json_array(longitude, latitude)) END, "
     "'properties', json_object('date', date, 'enddate', enddate, 'act', act, 'mode', mode, "
     "'status', status, 'goldstein', goldstein, 'actors', s_name, 'actor_codes', s_code, "
     "'recipients', t_name, 'recipient_codes', t_code, 'country', country, 'place', place, "
     "'reports', nreports, 'url', url, 'words', words))"}};

static const export_column vevent[] = {
    {"vevent",
     "CASE date WHEN '' THEN '' ELSE 'BEGIN:VEVENT' || char(10) || 'UID:dateline-event-' || event "
     "|| '@ledger' || char(10) || "
     "'DTSTAMP:' || replace(CASE published WHEN '' THEN date ELSE published END, '-', '') || "
     "'T000000Z' || char(10) || 'DTSTART;VALUE=DATE:' || replace(date, '-', '') || char(10) || "
     "'DTEND;VALUE=DATE:' || replace(date(CASE enddate WHEN '' THEN date ELSE enddate END, '+1 "
     "day'), '-', '') || char(10) || ical('SUMMARY:' || act || ' ' || mode || ': ' || s_name || "
     "CASE t_name WHEN '' THEN '' ELSE ' > ' || t_name END) || ical('DESCRIPTION:' || words || ' "
     "(' || publisher || ', ' || published || ', ' || status || ')') || CASE place || country WHEN "
     "'' THEN '' ELSE ical('LOCATION:' || place || ' ' || country) END || CASE url WHEN '' THEN '' "
     "ELSE ical('URL:' || url) END || 'STATUS:' || CASE status WHEN 'negated' THEN 'CANCELLED' "
     "WHEN 'actual' THEN 'CONFIRMED' ELSE 'TENTATIVE' END || char(10) || 'END:VEVENT' || "
     "char(10) END"}};

static const export_column graphml_node[] = {
    {"node", "'<node id=\"' || xml(code) || '\"><data key=\"name\">' || xml(country_name(code)) || "
             "'</data><data key=\"events\">' || events || '</data></node>' || char(10)"}};
static const export_column graphml_edge[] = {
    {"edge", "'<edge source=\"' || xml(one) || '\" target=\"' || xml(other) || '\"><data "
             "key=\"weight\">' || events || '</data><data key=\"goldstein\">' || goldstein || "
             "'</data></edge>' || char(10)"}};

static const export_column gexf_node[] = {
    {"node", "'<node id=\"' || xml(code) || '\" label=\"' || xml(country_name(code)) || "
             "'\"><attvalues><attvalue for=\"events\" value=\"' || events || "
             "'\"/></attvalues></node>' || char(10)"}};
static const export_column gexf_edge[] = {
    {"edge", "'<edge id=\"' || xml(one) || '-' || xml(other) || '\" source=\"' || xml(one) || '\" "
             "target=\"' || xml(other) || '\" weight=\"' || events || '\"><attvalues><attvalue "
             "for=\"goldstein\" value=\"' || goldstein || '\"/></attvalues></edge>' || char(10)"}};

#define GRAPHML_HEAD                                                                               \
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"                                                 \
    "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"                                  \
    "<key id=\"name\" for=\"node\" attr.name=\"name\" attr.type=\"string\"/>\n"                    \
    "<key id=\"events\" for=\"node\" attr.name=\"events\" attr.type=\"int\"/>\n"                   \
    "<key id=\"weight\" for=\"edge\" attr.name=\"weight\" attr.type=\"int\"/>\n"                   \
    "<key id=\"goldstein\" for=\"edge\" attr.name=\"goldstein\" attr.type=\"double\"/>\n"          \
    "<graph id=\"dyads\" edgedefault=\"directed\">\n"

#define GEXF_HEAD                                                                                  \
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"                                                 \
    "<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n"                                       \
    "<graph mode=\"static\" defaultedgetype=\"directed\">\n"                                       \
    "<attributes class=\"node\"><attribute id=\"events\" title=\"events\" "                        \
    "type=\"integer\"/></attributes>\n"                                                            \
    "<attributes class=\"edge\"><attribute id=\"goldstein\" title=\"goldstein\" "                  \
    "type=\"double\"/></attributes>\n<nodes>\n"

const export_format export_formats[] = {
    {"plover", CELLS_RAW, false, "", NULL, {{"", "", FROM_RECORDS, COLUMNS(plover)}}, ""},
    {"polecat", CELLS_TSV, true, "None", &export_polecat, {{0}}, ""},
    {"phoenix", CELLS_TSV, false, "", &export_phoenix, {{0}}, ""},
    {"petrarch", CELLS_TSV, false, "", NULL, {{"", "", FROM_DYADS, COLUMNS(petrarch)}}, ""},
    {"cameo", CELLS_TSV, false, "", NULL, {{"", "", FROM_DYADS, COLUMNS(cameo)}}, ""},
    {"icews", CELLS_TSV, true, "", &export_icews, {{0}}, ""},
    {"gdelt", CELLS_TSV, false, "", &export_gdelt, {{0}}, ""},
    {"gdelt1", CELLS_TSV, false, "", &export_gdelt1, {{0}}, ""},
    {"mentions", CELLS_TSV, false, "", &export_mentions, {{0}}, ""},
    {"csv", CELLS_CSV, true, "", NULL, {{"", "", FROM_EVENTS, COLUMNS(csv)}}, ""},
    {"geojson",
     CELLS_RAW,
     false,
     "",
     NULL,
     {{"{\"type\": \"FeatureCollection\", \"features\": [\n", ",\n", FROM_EVENTS,
       COLUMNS(feature)}},
     "\n]}\n"},
    {"ical",
     CELLS_ICAL,
     false,
     "",
     NULL,
     {{"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Dateline//Ledger//EN\n", "", FROM_EVENTS,
       COLUMNS(vevent)}},
     "END:VCALENDAR\n"},
    {"graphml",
     CELLS_RAW,
     false,
     "",
     NULL,
     {{GRAPHML_HEAD, "", FROM_NODES, COLUMNS(graphml_node)},
      {"", "", FROM_EDGES, COLUMNS(graphml_edge)}},
     "</graph>\n</graphml>\n"},
    {"gexf",
     CELLS_RAW,
     false,
     "",
     NULL,
     {{GEXF_HEAD, "", FROM_NODES, COLUMNS(gexf_node)},
      {"</nodes>\n<edges>\n", "", FROM_EDGES, COLUMNS(gexf_edge)}},
     "</edges>\n</graph>\n</gexf>\n"},
};
const size_t export_nformats = sizeof export_formats / sizeof *export_formats;

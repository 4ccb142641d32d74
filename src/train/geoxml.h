/* train/geoxml.h - the marked place names of GeoVirus, LGL and GeoWebNews.
 *
 *     geo_file f;  TRY(geo_read("GeoVirus.xml", a, &f, e));
 *     f.articles[0].text, f.articles[0].names[0].bytes, .lat
 *
 * The three sets are XML of the same plan under different names of tags; only what is measured is
 * read: text, address, and of each name its span and coordinates.  Views live in the arena.
 */
#ifndef TRAIN_GEOXML_H
#define TRAIN_GEOXML_H

#include "report/report.h"

typedef struct {
    span bytes;      /* into the article's text */
    double lat, lon; /* NaN = none given */
    view kind;       /* "Literal", "Demonym" ... of GeoWebNews; "" */
    bool listed;     /* has a GeoNames number, or the set gives none to any */
} geo_name;

typedef struct {
    view text, url, date;
    geo_name *names;
    size_t nnames;
} geo_article;

typedef struct {
    geo_article *articles;
    size_t narticles;
} geo_file;

MUST_USE dateline_status geo_read(const char *path, arena *a, geo_file *out, dateline_error *e);

#endif

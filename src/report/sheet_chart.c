/* sheet_chart.c - rings and stacked bars beside the tables they are drawn from. */
#include "report/sheet_parts.h"

static void set_ring_colors(lxw_chart_series *series, const struct sheet_chart *c)
{
    lxw_chart_fill fills[8] = { 0 };
    lxw_chart_point points[8] = { 0 }, *list[9] = { 0 };
    int count = c->categories.last_col - c->categories.col + c->categories.last_row - c->categories.row + 1;
    for (int i = 0; i < count && i < 8; i++) {
        fills[i].color = c->slices[i];
        points[i].fill = &fills[i];
        list[i] = &points[i];
    }
    chart_series_set_points(series, list);
}

static void add_series(lxw_chart *chart, const struct sheet *s, const struct sheet_chart *c, int i)
{
    const struct sheet_range *x = &c->categories, *y = &c->series[i].values;
    lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
    lxw_chart_font font = {
        .name = (char *)SHEET_FONT, .size = 10, .bold = LXW_TRUE, .color = LXW_COLOR_WHITE
    };
    if (!series) {
        s->book->failed = RC_NO_MEMORY;
        return;
    }
    chart_series_set_categories(series, s->name, (lxw_row_t)x->row, (lxw_col_t)x->col, (lxw_row_t)x->last_row,
        (lxw_col_t)x->last_col);
    chart_series_set_values(series, s->name, (lxw_row_t)y->row, (lxw_col_t)y->col, (lxw_row_t)y->last_row,
        (lxw_col_t)y->last_col);
    chart_series_set_name(series, c->series[i].name);
    if (c->kind == CHART_RING) {
        set_ring_colors(series, c);
        chart_series_set_labels(series);
        chart_series_set_labels_font(series, &font);
    } else {
        lxw_chart_fill fill = { .color = c->series[i].color };
        chart_series_set_fill(series, &fill);
    }
}

static void dress_stacked(lxw_chart *chart)
{
    lxw_chart_font font = { .name = (char *)SHEET_FONT, .size = 9, .bold = LXW_EXPLICIT_FALSE };
    lxw_chart_line line = { .color = 0xD9D9D9, .width = 0.5 };
    lxw_chart_axis *names = chart->y_axis, *values = chart->x_axis; /* a bar chart lies on its side */
    chart_axis_set_reverse(names); /* the first row on top, as in the table */
    chart_axis_set_num_font(names, &font);
    chart_axis_set_num_font(values, &font);
    chart_axis_set_num_format(values, "0");
    chart_axis_major_gridlines_set_visible(names, LXW_FALSE);
    chart_axis_major_gridlines_set_visible(values, LXW_TRUE);
    chart_axis_major_gridlines_set_line(values, &line);
    chart_axis_set_label_position(values, LXW_CHART_AXIS_LABEL_POSITION_HIGH);
    chart_axis_set_min(values, 0);
    chart_set_series_gap(chart, 60);
}

void sheet_chart(struct sheet *s, const struct sheet_chart *c)
{
    if (sheet_stops(s))
        return;
    lxw_chart *chart =
        workbook_add_chart(s->book->lxw, c->kind == CHART_RING ? LXW_CHART_DOUGHNUT : LXW_CHART_BAR_STACKED);
    lxw_chart_font title = { .name = (char *)SHEET_FONT, .size = 11, .bold = LXW_TRUE, .color = SHEET_NAVY };
    lxw_chart_font legend = { .name = (char *)SHEET_FONT, .size = 9 };
    lxw_chart_line line = { .color = SHEET_LINE, .width = 0.5 };
    lxw_chart_options place = { .x_scale = c->x_scale,
        .y_scale = c->y_scale,
        .x_offset = 2,
        .y_offset = 2,
        .object_position = LXW_OBJECT_MOVE_AND_SIZE };
    if (!chart) {
        s->book->failed = RC_NO_MEMORY;
        return;
    }
    for (int i = 0; i < c->series_count; i++)
        add_series(chart, s, c, i);
    chart_title_set_name(chart, c->title);
    chart_title_set_name_font(chart, &title);
    chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
    chart_legend_set_font(chart, &legend);
    chart_chartarea_set_line(chart, &line);
    if (c->kind == CHART_RING)
        chart_set_hole_size(chart, 55);
    else
        dress_stacked(chart);
    sheet_note(
        s, -1, worksheet_insert_chart_opt(s->lxw, (lxw_row_t)c->row, (lxw_col_t)c->col, chart, &place));
}

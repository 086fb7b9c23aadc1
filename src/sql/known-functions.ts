/** Functions of PostgreSQL and Redshift that only compute or read. Any other function may have effects. */
export const READ_ONLY_FUNCTIONS: ReadonlySet<string> = new Set(
  `
  any_value approximate_count avg bit_and bit_or bool_and bool_or corr count covar_pop covar_samp every group_concat
  grouping listagg max median min mode percentile_cont percentile_disc regr_avgx regr_avgy regr_count
  regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy stddev stddev_pop stddev_samp string_agg sum
  var_pop var_samp variance array_agg json_agg jsonb_agg json_object_agg jsonb_object_agg bit_xor

  cume_dist dense_rank first_value lag last_value lead nth_value ntile percent_rank rank ratio_to_report
  row_number

  abs acos asin atan atan2 cbrt ceil ceiling checksum cos cot degrees dexp dlog1 dlog10 exp factorial floor gcd
  lcm ln log log10 mod pi pow power radians random round  sign sin sqrt tan to_hex trunc width_bucket
  div scale min_scale trim_scale bitand bitor bitxor asind acosd atand cosd sind tand sinh cosh tanh

  add_months age convert_timezone current_date current_time current_timestamp date date_add date_bin date_cmp
  date_cmp_timestamp date_cmp_timestamptz date_diff date_part date_part_year date_trunc dateadd datediff
  datepart extract from_unixtime getdate interval_cmp isfinite justify_days justify_hours justify_interval
  last_day localtime localtimestamp make_date make_interval make_time make_timestamp make_timestamptz
  months_between next_day now statement_timestamp sysdate clock_timestamp transaction_timestamp timeofday
  timestamp timestamp_cmp timestamp_cmp_date timestamp_cmp_timestamptz timestamptz timestamptz_cmp
  timestamptz_cmp_date timestamptz_cmp_timestamp timezone to_timestamp trunc year month day hour minute second
  dayofweek dayofyear week quarter

  ascii bit_length bpcharcmp btrim bttext_pattern_cmp char_length character_length charindex chr collate concat
  concat_ws crc32 difference format from_hex from_varbyte func_sha1 sha1 sha sha2 sha224 sha256 sha384 sha512
  fnv_hash farmfingerprint64 md5 initcap left len length lower lpad ltrim octet_length octetindex overlay
  parse_ident position quote_ident quote_literal quote_nullable regexp_count regexp_instr regexp_like
  regexp_match regexp_matches regexp_replace regexp_split_to_array regexp_split_to_table regexp_substr repeat
  replace replicate reverse right rpad rtrim soundex split_part split_to_array starts_with strpos strtol
  substr substring subarray substring_regex textlen to_ascii to_varbyte translate trim upper urldecode urlencode
  unistr normalize is_normalized similar_escape similar_to_escape like_escape like notlike encode decode
  get_bit get_byte string_to_array string_to_table array_to_string

  coalesce decode nvl nvl2 nullif isnull zeroifnull nullifzero greatest least iif choose num_nulls
  num_nonnulls

  cast convert to_char to_date to_number text_to_int_alt text_to_numeric_alt try_cast
  int2 int4 int8 integer bigint smallint float4 float8 float numeric decimal varchar char bpchar text bool
  boolean time timetz interval

  can_json_parse get_json_object is_valid_json is_valid_json_array json_array_length json_extract_array_element_text
  json_extract_path_text json_parse json_serialize json_serialize_to_varbyte json_size json_typeof json_build_object
  json_build_array json_extract_path json_each json_each_text json_array_elements json_array_elements_text
  json_object_keys jsonb_array_elements jsonb_array_elements_text jsonb_array_length jsonb_build_array
  jsonb_build_object jsonb_each jsonb_each_text jsonb_extract_path jsonb_extract_path_text jsonb_object_keys
  jsonb_path_exists jsonb_path_query jsonb_path_query_first jsonb_pretty jsonb_typeof jsonb_set
  jsonb_strip_nulls json_strip_nulls row_to_json to_json to_jsonb object array array_concat array_flatten
  get_array_length get_number_attributes object_transform lower_attribute_names upper_attribute_names
  is_array is_bigint is_boolean is_char is_decimal is_float is_integer is_object is_scalar is_smallint
  is_varchar array_length array_lower array_upper array_position array_positions array_append array_prepend
  array_cat array_remove array_replace array_ndims array_dims array_distinct array_contains array_except
  array_intersection array_union array_slice array_sort cardinality unnest generate_series
  generate_subscripts explode_array

  st_area st_asbinary st_asewkb st_asewkt st_asgeojson st_astext st_azimuth st_buffer st_centroid st_contains
  st_convexhull st_covers st_coveredby st_crosses st_dimension st_disjoint st_distance st_distancesphere st_dwithin
  st_endpoint st_envelope st_equals st_geogfromtext st_geogfromwkb st_geogpoint st_geohash st_geometryn
  st_geometrytype st_geomfromewkb st_geomfromewkt st_geomfromgeojson st_geomfromtext st_geomfromwkb
  st_intersection st_intersects st_isvalid st_length st_makeenvelope st_makeline st_makepoint st_makepolygon
  st_npoints st_numpoints st_perimeter st_point st_pointn st_polygon st_setsrid st_simplify st_srid st_startpoint
  st_touches st_transform st_union st_within st_x st_xmax st_xmin st_y st_ymax st_ymin h3_fromlonglat h3_frompoint

  hll hll_cardinality hll_combine hll_combine_agg hll_create_sketch

  current_catalog current_database current_role current_schema current_schemas current_user current_user_id
  current_namespace session_user user version pg_backend_pid pg_last_query_id pg_last_copy_id
  pg_last_copy_count pg_last_unload_count pg_last_unload_id pg_get_userbyid pg_get_viewdef pg_get_indexdef
  pg_get_constraintdef pg_get_expr pg_get_late_binding_view_cols pg_get_cols pg_get_serial_sequence
  pg_get_keywords pg_table_size pg_total_relation_size pg_relation_size pg_indexes_size pg_database_size
  pg_size_pretty pg_typeof pg_table_is_visible format_type obj_description col_description shobj_description
  has_table_privilege has_schema_privilege has_database_privilege has_column_privilege has_any_column_privilege
  has_function_privilege has_assumerole_privilege inet_client_addr inet_server_addr to_regclass to_regtype
  current_setting current_aws_account slice_num
  `
    .split(/\s+/)
    .filter(Boolean),
);

/** Functions that are known to have effects, and what they do. */
const FUNCTION_EFFECTS: Readonly<Record<string, string>> = {
  nextval: 'which advances a sequence',
  setval: 'which sets a sequence',
  pg_terminate_backend: "which ends another user's session",
  pg_cancel_backend: "which cancels another user's query",
  pg_reload_conf: 'which changes the server',
  pg_rotate_logfile: 'which changes the server',
  pg_switch_wal: 'which changes the server',
  pg_notify: 'which sends a notification',
  pg_sleep: 'which only waits',
  set_config: 'which changes a setting',
  query_to_xml: 'which runs SQL that is in a string',
  query_to_json: 'which runs SQL that is in a string',
  xpath_table: 'which runs SQL that is in a string',
  pg_logical_emit_message: 'which writes to the log of the server',
};

/** Groups of functions with effects, by the beginning of their names. */
const EFFECTS_BY_PREFIX: readonly (readonly [prefix: string, effect: string])[] = [
  ['lo_', 'which accesses large objects'],
  ['dblink', 'which runs SQL in another database'],
  ['pg_read_', 'which reads files of the server'],
  ['pg_ls_', 'which lists files of the server'],
  ['pg_stat_file', 'which reads files of the server'],
  ['pg_file_', 'which changes files of the server'],
  ['pg_advisory_', 'which takes or releases a lock'],
  ['pg_try_advisory_', 'which takes a lock'],
  ['pg_stat_reset', 'which resets statistics'],
  ['pg_create_', 'which changes the server'],
  ['pg_drop_', 'which changes the server'],
  ['pg_replication_', 'which changes the server'],
];

/** What a function that is not in `READ_ONLY_FUNCTIONS` may do. */
export function functionEffect(name: string): string {
  const known = Object.hasOwn(FUNCTION_EFFECTS, name) ? FUNCTION_EFFECTS[name] : undefined;
  const group = EFFECTS_BY_PREFIX.find(([prefix]) => name.startsWith(prefix));
  return known ?? group?.[1] ?? 'which may change data';
}

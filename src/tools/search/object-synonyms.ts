import type { SynonymTable } from './action-synonyms.ts';

/** The same as `live-synonyms.ts`, for files, hosts, repositories, enhancements, templates and clusters. */
export const OBJECT_SYNONYMS: SynonymTable = {
  // Jobs and what depends on what.
  '@list dependency':
    'dependencies, dependency, depends on this file, what uses, what is using, used by, where is it used, is used by, uses this, uses the, dependent objects, dependents of, what would break, objects depend on, safe to delete',
  '@list model dependency':
    'what depends on model, what depends on the model, what depends on my model, what depends on this model, depends on model',
  '@list file dependency':
    'what depends on file, what depends on the file, what depends on my file, what depends on this file, depends on file',
  '@list project dependency':
    'what depends on project, what depends on the project, what depends on my project, what depends on this project, depends on project',
  '@list report dependency':
    'what depends on report, what depends on the report, what depends on my report, what depends on this report, depends on report',
  '@list workflow dependency':
    'what depends on workflow, what depends on the workflow, what depends on my workflow, what depends on this workflow, depends on workflow',
  '@list script dependency':
    'what depends on script, what depends on the script, what depends on my script, what depends on this script, depends on script',
  '@list service dependency':
    'what depends on service, what depends on the service, what depends on my service, what depends on this service, depends on service',
  '@list table dependency':
    'what depends on table, what depends on the table, what depends on my table, what depends on this table, depends on table',
  '@list notebook dependency':
    'what depends on notebook, what depends on the notebook, what depends on my notebook, what depends on this notebook, depends on notebook',
  '@list credential dependency':
    'what depends on credential, what depends on the credential, what depends on my credential, what depends on this credential, depends on credential',
  input:
    'input, inputs, parameters of a run, parameters of the run, inputs of a run, input files, run inputs',
  output:
    'output, outputs, result file, result files, results, result, run output, run outputs, produced, artifacts, produce',

  // Files, imports, exports.
  'file preprocess csv': 'preprocess csv, csv preprocessing, preprocessing',
  '@create file preprocess csv':
    'preprocess, preprocess a csv, preprocess the csv, clean a csv, clean csv, clean up a csv, clean the csv, prepare a csv, detect delimiter, detect columns, detect column types',
  'import file csv': 'csv import, csv imports, csv load, csv file import, csv import job, import of a csv',
  'export file csv':
    'csv export, csv exports, table to csv, table as csv, results as csv, query results as a csv, results to a csv, query to csv, results as a csv file, results into a csv, table as a csv',
  '@create export file csv':
    'export a table, export the table, export table, export query, export a query, export the results, export results, export a query to, export data, save query results, save the results, unload, export to s3, download query results, download a table, download the table, dump a table, dump the table, export to csv, export csv',
  '@update file': 'file expires, expire, expires, expiry, expiration, expiration date, keep the file',

  // Hosts and repositories.
  'storage host':
    'storage host, storage hosts, s3 bucket, bucket, buckets, object storage, external storage, file storage, blob storage, azure storage, s3 storage',
  'remote host':
    'remote host, remote hosts, external database, external databases, external host, remote database, remote databases, database connection, database connections, data source, data sources, remote server, jdbc, external system, salesforce connection',
  'remote host data set': 'data sets of a remote host, data sets available, data sets, data set',
  'remote host authenticate':
    'authenticate against a remote host, log in to a remote host, test the connection, remote login',
  'git repo':
    'git repo, git repos, repo, repos, repository, repositories, git repository, git repositories, github repository, github repositories, github repo, github repos, gitlab, bitbucket, code repository, code repositories',
  'git repo ref':
    'branch, branches, git branches, refs, ref, git refs, git tags, tags and branches, branches and tags',
  git: 'git, github, version control, git metadata, git file, file in git, in git, git info, git settings, linked to git',
  'git commit':
    'commit, commits, git commit, git commits, git history, commit history, git log, push to git, commit to git, version history, revisions, committed, versions in git, save to git, push to github, git versions',
  '@replace git':
    'attach to git, attach to a git file, link to git, connect to git, link to a git file, link to github, attach to github, to a git file, connect to github, to a file in github, to a file in git, to a git repo, to a git repository, to github, to git',
  '@create git commit':
    'commit to git, push to git, commit, commit and push, push to github, save to git, push my, commit my, commit the',
  '@replace git checkout':
    'checkout, check out, git checkout, checkout from git, revert to a commit, check out from git, old version from git',
  '@replace git checkout latest':
    'checkout latest, pull from git, pull the latest, latest commit, latest version from git, git pull, pull the latest from git, pull the latest version from git, pull the newest, update from git, get the latest from git, sync with git, latest from git, checkout the latest, newest version from git, latest version in git, pull latest, pull the latest commit, pull the latest version',
  'credential type':
    'credential types, types of credentials, kinds of credentials, credential type, types of credential',

  // Enhancements and matching.
  'enhancement identity resolution':
    'identity resolution, entity resolution, deduplication, record linkage, data unification',
  '@create enhancement identity resolution':
    'deduplicate, dedupe, duplicates, find duplicates, duplicate people, duplicate persons, duplicate records, resolve identities, link records, same person, merge duplicates, unify records, people records, remove duplicates',
  'enhancement civis data match': 'civis data match, data match, matching job, civis data, consumer data',
  '@create enhancement civis data match':
    'match to civis data, match against civis data, match my, match our, match voters, match people, match records, match a table, match a list, match to the voter file, append consumer data, match with civis data',
  'enhancement geocode':
    'geocode, geocoding, geocoded, geocodes, latitude, longitude, lat long, latitude and longitude, coordinates, geo coordinates, lat lon, map coordinates, geocoding job, census block',
  '@create enhancement geocode':
    'geocode a table, geocode addresses, geocode our, geocode my, add latitude, find coordinates, addresses to coordinates, get coordinates, put on a map, geocode the, latitude and longitude to',
  'enhancement field mapping':
    'field mapping, field mappings, fields in a mapping, mapping of fields, mapped fields',
  'match target': 'match target, match targets, matching target, matching targets',

  // Templates and the rest of Civis.
  'template script':
    'script template, script templates, template of a script, template from a script, template for scripts, template for a script, template from my script, script as a template, template out of a script, templates for scripts',
  'template report':
    'report template, report templates, template for reports, template for a report, template from a report, template of a report, templates for reports',
  template: 'template, templates',
  alias: 'alias, aliases, short name, short names, nickname',
  'json value': 'json value, json values, json object, json, stored json',
  search:
    'search everything, search across, search all, search everywhere, across all objects, search anything, global search, search for anything, find anything, search all objects, search the platform, search civis, search across everything, across everything, search objects',
  'search type': 'search types, types of search, searchable types',
  'usage llm':
    'llm usage, ai usage, ai tokens, tokens used, llm tokens, tokens did we use, llm, language model usage, used tokens, ai tokens did we use, usage of llms, usage of the llm, token usage, gpt usage, use of ai',
  'usage matching':
    'matching usage, usage of matching, matches used, match usage, records matched, records did we match',
  'usage limit llm':
    'llm usage limit, llm usage limits, llm limits, llm limit, limit for llm, limits for llm, llm quota, ai limits, ai quota, limit on llm, token limit, token limits, ai usage limits, limits on ai, limits on llm',
  'usage limit matching':
    'matching usage limit, matching usage limits, matching limits, matching limit, limit for matching, matching quota, limits for matching, limits on matching',
  'usage limit': 'usage limit, usage limits, quota, quotas',
  usage: 'usage, usage statistics, consumption',
  notification: 'notification, notifications, notify, notification stream, alerts, alert',
  ontology:
    'ontology, standard column names, standard names of columns, column name standard, naming of columns, column naming, standard column name, column names civis uses',
  'kubernetes compute hour': 'compute hours, hours of compute, computing hours, compute time, cluster hours',
  'kubernetes compute metric': 'compute metrics, historical compute metrics, cluster metrics',
  'kubernetes deployment':
    'running on the cluster, runs on the cluster, deployments on the cluster, cluster deployments, deployments of the cluster, deployments on a cluster, running on a cluster',
  'kubernetes deployment stat':
    'deployment stats, deployment statistics, statistics of deployments, stats about deployments',
  'kubernetes partition':
    'partition, partitions, cluster partition, cluster partitions, partition of the cluster, partitions of a cluster',
  'kubernetes instance config':
    'instance config, instance configs, instance configuration, instance configurations, instance type config, instance types',
  'active workload': 'active workloads, workloads, workload, running workloads',
  'user statistic':
    'user statistics, statistics by user, who uses the cluster, usage by user, uses the most compute',
  'historical metric':
    'historical metrics, historical graphs, graphs of resource usage, resource usage, historical resource usage, memory usage graph, cpu usage graph, usage graphs',
  '@create media ratecard': 'create a rate card, new rate card, add a rate card, make a rate card',
};

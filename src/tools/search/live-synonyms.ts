import type { SynonymTable } from './action-synonyms.ts';

/**
 * Phrases for what the platforms offer beyond the documented operations. They take precedence where the
 * searched operations have those nouns; otherwise, a phrase means what the other tables say.
 */
export const LIVE_SYNONYMS: SynonymTable = {
  // Platforms.
  '%aiod':
    'aiod, ai on demand, ai on demand platform, ai on demand catalogue, aiod catalogue, aiod catalog, ai catalogue, ai catalog, catalogue, catalog, metadata catalogue, european ai, european catalogue, on the catalogue, in the catalogue, from the catalogue',
  '%civis':
    'civis, civis platform, civis analytics, on civis, in civis, from civis, in platform, on platform',
  '%aiod platform': 'zenodo, huggingface, hugging face, openml, kaggle, on zenodo, on huggingface',

  // Scripts.
  script: 'script, scripts',
  'script sql': 'sql script, sql scripts, sql job, sql jobs',
  'script python':
    'python script, python scripts, py script, python job, python jobs, python code, python 3 script, python3 script, python program',
  'script r': 'r script, r scripts, rscript, r job, r jobs, r code, r program',
  'script javascript': 'javascript script, javascript scripts, js script, javascript, js, javascript job',
  'script container':
    'container script, container scripts, docker job, docker script, docker container, container job, container jobs, container, containers, docker',
  'script dbt': 'dbt script, dbt scripts, dbt job, dbt jobs, dbt project, dbt model, dbt models, dbt',
  'script custom':
    'custom script, custom scripts, script from a template, scripts from a template, script from template, templated script, script based on a template, instance of a template, from a script template',
  'script type':
    'script types, types of scripts, kinds of scripts, script type, type of script, kinds of script',
  'script history':
    'script history, history of script, history of the script, run history of script, run history of the script, past results of script',
  sql: 'sql',
  python: 'python, python3, python 3',

  // Queries.
  query:
    'query, queries, sql query, sql queries, select statement, sql statement, statement, statements, ad hoc query, sql command',
  'query run': 'query run, run of a query, query runs, runs of a query, runs of the query',
  'search query':
    'past queries, old queries, queries of others, queries of my colleagues, previous queries, text of queries',
  '@start script sql':
    'run sql script, run a sql script, run the sql script, run my sql script, execute sql script, execute a sql script, execute the sql script',
  '@start query':
    'run select, execute select, select from, run a select, select count, run sql, execute sql, run this sql, execute this sql, run some sql, run a sql, run an sql, execute a sql query, run a sql query, run a query, run the query, execute a query, execute this query, run this query, run sql against, run a sql statement, run a sql command, run queries, fire a query, ask the database, run raw sql',

  // Tables and databases.
  table: 'table, tables, database table, database tables, db table, db tables',
  'table column':
    'column, columns, fields of the table, fields of a table, fields in the table, fields in a table, column names, column types, columns of a table, table columns, table column, data type, data types, table structure, structure of a table, structure of the table, schema of a table, schema of the table',
  'table refresh':
    'table statistics, statistics of a table, statistics of the table, table stats, stats of a table, refresh statistics, refresh table, row count, row counts',
  '@start table scan':
    'table scanner, scan table, scan a table, scan the table, scan a new table, make a new table visible, new table visible, table does not show up, table is not showing',
  '@start schema scan':
    'schema scanner, scan schema, scan a schema, scan the schema, scan schemas, scan for new tables, rescan',
  'table tag':
    'table tag, table tags, tags of a table, tags on a table, tag for tables, tags for tables, tagged, table label, table labels',
  '@into table tag':
    'tag a table, tag the table, tag my table, label a table, put a tag on, put a label on, add a tag to a table',
  tag: 'tag, tags, label, labels',
  'database schema table':
    'tables in a schema, tables in schema, tables in the schema, tables of a schema, tables of schema, tables of the schema',
  'schema privilege':
    'schema privileges, privileges on schema, privileges on a schema, schema permissions, access to schema, access to a schema, privileges on the schema, permissions on a schema, permissions on schema, rights on a schema',
  'table privilege':
    'table privileges, privileges on table, privileges on a table, table permissions, privileges on the table, permissions on a table, permissions on table, rights on a table, access to a table, may read table, can read table, can query a table, who can query',
  privilege: 'privilege, privileges',
  'database user':
    'database users, users of the database, users of a database, users in the database, database accounts, redshift users, database logins',
  'database group': 'database groups, groups in the database, groups of the database, redshift groups',
  'advanced setting':
    'advanced settings, database settings, advanced database settings, settings of the database, database configuration',
  'status graph':
    'status graphs, database load, load of the database, how busy, busy, health of the database, database health, database usage, database performance, cpu of the database, disk usage, disk space',

  // Workflows.
  workflow:
    'workflow, workflows, pipeline workflow, dag, dags, data pipeline, orchestration, multi step pipeline',
  'workflow execution':
    'workflow execution, workflow executions, execution of a workflow, executions of a workflow, executions of workflow, workflow run, workflow runs, runs of a workflow, runs of workflow, runs of the workflow, run of a workflow, run of the workflow, executions of the workflow, execution of the workflow, execution, executions',
  'workflow execution task':
    'workflow task, task of a workflow, task of the workflow, workflow tasks, tasks of a workflow, task of an execution, task in a workflow, task in the workflow, step of a workflow, step of the workflow, task, tasks',
  '@start retry workflow execution':
    'retry failed tasks, retry the failed tasks, retry failed, retry workflow, retry a workflow, retry the workflow, rerun failed tasks, retry task, retry a task, retry the task, retry execution, retry workflow execution',
  '@start resume workflow execution':
    'resume, resume workflow, continue, unpause, resume execution, resume workflow execution, continue a paused, resume a paused',
  '@list job workflow':
    'workflows use this job, workflows use job, workflows contain, workflows contain job, workflow is this job in, workflows does this job belong, workflows a job belongs to, workflows include, workflows is job, workflows that use job, workflows that contain job, workflows use the job, workflows of a job, workflows run this job',

  // Projects.
  'project parent':
    'parent project, parent projects, inside another project, nested project, nested projects, sub project, subproject, sub projects, subprojects, in another project, within another project, under another project',
  '@grant project auto share':
    'auto share, autoshare, share automatically, automatic sharing, automatically share, auto sharing',
  '@get project':
    'inside project, in project, objects in a project, objects in project, objects in the project, content of project, contents of project, contents of a project, contents of the project, items in project, items in a project, items in the project, everything in project, everything in a project, everything in the project, part of project',

  // Reports and services.
  report:
    'report, reports, dashboard, dashboards, html report, html reports, tableau report, tableau dashboard, tableau, tableau reports, tableau workbook, visualization, visualizations',
  'report refresh':
    'refresh dashboard, refresh the dashboard, dashboard refresh, extract refresh, tableau refresh, tableau extract',
  'report sql':
    'sql report, sql reports, report from a sql query, report from sql, report from a query, report based on sql, report based on a query, report with sql',
  'report service':
    'service report, service reports, report of a service, report from a service, report for a service',
  '@grant report grant':
    'report to call the api, report to use the api, report api access, act on my behalf, on my behalf, report to act, let a report call',
  '@start refresh': 'refresh, reload, refresh the data, update the data in',
  service:
    'service, services, web app, web apps, web application, shiny app, shiny, streamlit, dash app, hosted app, web service',
  'service deployment':
    'service deployment, service deployments, deployments of a service, deployment of a service',
  'service deployment log':
    'service logs, service log, logs of a service, logs of the service, logs of service, logs of my service',
  'service token':
    'service token, service tokens, token for a service, tokens for a service, token of a service, token for the service, tokens of a service, token to call, token that lets',
  '@start service redeploy':
    'redeploy, re deploy, deploy again, deploy the latest code, redeploy with, latest code',
  studio: 'studio, studios',
  schedule: 'when does, when will, when do',
  'deployment log':
    'deployment log, deployment logs, notebook log, notebook logs, logs of the notebook, logs of a notebook, server logs',

  // People.
  '@get user me':
    'who am i, whoami, my profile, my own profile, my account, my user, my own account, my user name, my username, my user info, my information, my details, my settings, about me, myself, logged in, logged in as, current user, which account am i, which user am i, account am i, user am i, am i logged in, my user id, my email address, my own user, signed in, which account',
  '@update user me':
    'change my time zone, change my name, change my email, change my password, update my profile, edit my profile, change my profile, my time zone, my timezone, change my settings, update my account, edit my account, update my settings, update my own profile, change my own profile',
  '@list user me activity':
    'recent activity, my activity, what have i done, what did i do, have i done, did i do recently, my recent activity, activity, activities',
  'me favorite':
    'favorite, favorites, favourite, favourites, my favorites, my favourites, starred, star, pinned, pin, favorited',
  '@create me favorite':
    'mark as favorite, mark as a favorite, make it a favorite, favorite this, add to favorites, add to my favorites',
  '@delete me favorite':
    'unfavorite, unstar, unpin, unfavourite, remove from favorites, remove from my favorites',
  'favorite ranking top': 'top of my favorites, top of favorites, favorite to the top, to the top',
  'favorite ranking bottom':
    'bottom of my favorites, bottom of favorites, favorite to the bottom, to the bottom',
  '@list organization favorite':
    'favorites of the organization, favorites of the whole organization, organization favorites, favorites of my organization, favorites of our organization, company favorites',
  'me organization admin':
    'organization admin, organization admins, admin of my organization, admins of my organization, who is our admin, who is my admin, our admin, our admins, administrator, administrators, admins',
  'admin organization': 'tenants, civis organizations, all organizations on civis',
  user: 'user, users, user account, user accounts, account, accounts, person, colleague, colleagues, coworker, coworkers, teammate, somebody, someone, analyst, user id, member of staff',
  '@delete user api key':
    'revoke an api key, revoke api key, revoke the api key, revoke my api key, invalidate an api key, delete my api key',
  '@delete service token':
    'revoke a service token, revoke service token, revoke the service token, revoke a token, revoke the token, revoke token, revoke token of',
  'user api key': 'api key, api keys, my api key, my api keys, api token, api tokens, personal key',
  '@create user':
    'invite a new colleague, invite a new user, invite a user, new colleague, new account, account for, sign up, onboard, new employee, account for a new, new hire, new teammate',
  '@update user':
    'deactivate, deactivate a user, disable a user, disable user, deactivate user, disable the account, make a user inactive, suspend a user, deactivate account, reactivate a user',
  '@delete user 2fa':
    '2fa, two factor, two factor authentication, two factor auth, mfa, multi factor, second factor, authenticator, reset 2fa, reset two factor',
  '@delete user session':
    'log out, log a user out, sessions of a user, active sessions, user sessions, end all sessions, sign out, sign a user out, log somebody out, out everywhere, terminate sessions, terminate all sessions, sessions, log user out, logged out',
  '@create user access email':
    'password reset, reset password, reset the password of, password reset email, reset password email, welcome email, reset a user password, forgot password, forgot her password, forgot his password, forgotten password, access email, reset password mail, resend the welcome',
  '@create unsuspend user':
    'unsuspend, unlock, unlock a user, unlock user, unblock, suspended user, unlock account, suspended, locked out, locked account',
  role: 'role, roles, user roles, possible roles',
  'group member': 'group member',
  '@into group member':
    'user to a group, user to the group, somebody to a group, somebody to the group, somebody to group, user to group, member to a group, member to the group, add a member, add members, people to a group, person to a group, add to a group, add to group, add to the group, join a group, join the group, colleague to a group, put in a group, put in group, put somebody in a group, put somebody in the group, put a user in a group, new member, into a group, into the group, add somebody to, add user to',
  '@takeout group member':
    'from a group, from the group, from group, out of a group, out of the group, out of group, user from a group, user from the group, remove a member, remove member, member from a group, leave a group, leave the group, kick from a group, remove somebody from the group, remove somebody from a group, remove somebody from group',
  '@get group':
    'who is in, in group, in the group, in a group, is in group, members, members of a group, members of the group, members of group, group members, who belongs to, people in a group, people in the group, users in a group, users in the group, users of a group, users in group, people in group, who is a member, member of, membership, is in the group, belongs to group, belong to group, list members, belong to the group, belongs to the group, who are the members',
  'group child':
    'child group, child groups, sub group, sub groups, subgroup, subgroups, nested group, nested groups, groups inside a group, groups below, groups within',
  'permission set': 'permission set, permission sets, set of permissions, sets of permissions',
  'permission set resource':
    'resource in a permission set, resources in a permission set, resource to a permission set, resources of a permission set, resource of a permission set, resource from a permission set, resources in permission set',
  'permission set user permission':
    'user in this permission set, permissions of a user, permissions of user, permissions for a user, user may do, may user, user can do',

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

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
  '@start table refresh':
    'update statistics, refresh statistics, refresh table statistics, update table statistics, recompute statistics, update the statistics, refresh the statistics',
  '@get query':
    'results of a query, results of the query, result of a query, result of the query, result of query, results of query, query results, query result',
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
    'did i work on, have i worked on, worked on, recent activity, my activity, what have i done, what did i do, have i done, did i do recently, my recent activity, activity, activities',
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
};

import type { SynonymTable } from './action-synonyms.ts';

/** Phrases for what an operation acts on. */
export const NOUN_SYNONYMS: SynonymTable = {
  job: 'data job, dashboard job, etl job, job, task, workflow, pipeline, process, script, etl, routine, batch job, dashboard refresh, refresh',
  run: 'earlier runs, attempts, history of runs, run history, runs, run, execution, executions, attempt, history, past runs, previous runs, last run, latest run, recent runs, ran',
  log: 'training log, build log, log output, printout, what it printed, logged, what did it log, transcript, log, logs, print, console output, trace, traceback, stdout, stderr, log lines, printed, messages, what did it print, print out',
  child:
    'afterwards, run afterwards, what else will run, what else runs, runs next, next in line, run next, comes next, kicks off next, kicked off by, started by this, after it, after that, after job, follow it, kick off other, triggers other, trigger other, which others, children, child, downstream, dependents, what depends on, which jobs depend on, jobs depend on, jobs that depend on, all that depend on, depend on job, depend on it, depend on this, depend on the, after this one, comes after, run after, start after, starts after, triggered by this, follow up, follows, next in the chain, successors, chained',
  parent:
    'before job, before it, before that, before this, can begin, can start, kicked off this, starts it, starts this, runs before, run before, has to finish, have to finish, needs to finish, waits on, wait on, parents, parent, upstream, what triggers, which job triggers, before this one, comes before, predecessors, triggers this, depend on, depends upon, need to run, waits for, prerequisite, prerequisites',
  'trigger email': 'email, e mail, mail, email address, trigger email, mail address, inbox, mailbox',
  project: 'project, folder, workspace, projects',
  group:
    'everyone, everybody, finance, marketing department, people in, group, team, department, organization group, everyone in, whole team, colleagues, squad, groups, teams, staff',
  user: 'user, person, colleague, somebody, someone, coworker, him, teammate, analyst',

  import: 'import, imports, dbsync, database sync, db sync, sync job, ingestion, ingest, data load, transfer',
  'import sync': 'sync, syncs, another table, one more table, further table, synchronization, table mapping',
  'import batch':
    'combine files, five csv files, files in one table, several csv files, many csv files, merge files, all these files, batch import, batch imports, batch load, batch loads, batch, several files, multiple files, many files, bunch of files, several csvs, multiple csvs, files into one table, csv files',
  'import file run':
    'csv import, csv load, file import, csv upload run, file load, csv import run, file import run',

  file: 'file, document, csv, spreadsheet, attachment, upload, xlsx, excel file, txt, parquet, zip, pdf, json file, blob',
  'file multipart':
    'in parts, multi part, multipart, large file, huge file, big file, very large, gb file, gigabytes, chunks, chunked, in pieces, piecewise, tb, enormous, bigger than 5 gb',
  'file multipart complete':
    'complete, finish the file, finish the upload, all parts, every part, parts are uploaded, finalize, finalise, assemble, complete the upload, finish uploading',

  model:
    'models did i build, models have we built, model, models, classifier, predictive model, machine learning, ml, regression, random forest, churn model, propensity model, propensity',
  'build log': 'training log, build log, training logs, build logs',
  build: 'build, builds, training run',
  prediction: 'prediction, predictions, scores, predict, scoring, inference',
  schedule:
    'scheduled time, run times, build schedule, at what time, what time, how frequently, regularly, automatically, by itself, every morning, each night, each week, next run, timetable, on mondays, on weekdays, schedule, timing, cron, when is, how often, calendar, every monday, every day, every week, every hour, every night, rebuilt automatically',
  type: 'kinds of, types of, what kinds, possible types, type, types, kind, kinds, algorithm, algorithms, sorts, sort of, options for',

  notebook: 'nb, lab, notebook, notebooks, jupyter, ipynb, jupyter notebook, python notebook, r notebook',
  deployment:
    'deployment, deployments, notebook server, server, kernel, session, deployed, running notebook, instance of the notebook',
  'update link':
    'update link, update links, save contents, new contents, new notebook contents, upload new contents, contents, save the notebook, urls to save, put link, link to update',

  database:
    'data store, databases, database, databases, warehouse, redshift, db, dbs, data warehouse, postgres, remote host, cluster database, snowflake, bigquery',
  schema: 'schema, schemas, schemata, namespaces, namespace',
  'whitelist ip':
    'ip, ips, ip address, ip addresses, whitelist, whitelisted, allowlist, allow list, firewall, subnet, cidr, allowed addresses, ' +
    'ip range, vpn, office network, our office, office, network, safelist',

  credential:
    'connection details, service account, saved password, stored password, credential, credentials, password, passwords, secret, secrets, login, logins, aws key, access key, api key, ssh key, keys, saved login, stored login, account, username, token, passphrase, keychain',
  'credential temporary':
    'temporary, short lived, short term, temp, temporary keys, temporary access, temporary credentials, s3 keys, s3, sts, s3 access, aws access, aws keys, for an hour, for a while',
  'credential authenticate':
    'log in, log in to, log into, login to, authenticate, sign in, sign in to, sign into, connect my, connect to github, link my account, oauth',

  enhancement: 'enhancement, enhancements, data enhancement',
  'cass ncoa':
    'house, moved house, have moved, has moved, moved away, move house, new addresses, mailing, street, post code, postcode, zip code, cass, ncoa, address, addresses, mailing addresses, postal addresses, moved, people who moved, change of address, zip codes, postal, mailing list, mailing lists, standardization, usps, street addresses, movers, relocated',
  output:
    'output, outputs, produce, produced, results, result, artifacts, generated tables, tables did, what came out, written by, made by',

  'media optimization':
    'media optimization, optimization, optimisation, optimizations, media plan, tv plan, television, media, tv, ad plan, campaign, ad campaign, tv campaign, advertising, tv schedule, tv ads, ads, commercials, optimize, media buy plan, media buying',
  'media spot order':
    'spot order, spot orders, spots order, order spots, media order, airtime, buy spots, buy airtime, buy tv spots',
  'media optimization spot': 'spots, spot, tv spots',
  'media dma':
    'market, markets, tv market, tv markets, dma, dmas, metro, metro area, metro areas, media market, media markets, designated market area, market number, television market, television markets',
  'media ratecard':
    'how much does a spot, how much is a spot, spot rates, cost per spot, ad prices, ad rates, what does a spot cost, what a spot costs, do commercials cost, expensive are, rate card, rate cards, ratecard, ratecards, cost of, prices, price, cost, costs, spots cost, spot cost, spot prices, rates, pricing, how much do, how expensive',
  'media target':
    'whom to target, who to target, aim for, viewers, target, targets, target audience, target audiences, audience, audiences, demographic, demographics, age group, target group, segments',

  'cluster kubernetes':
    'cluster, clusters, kubernetes, k8s, compute, machines, machine, nodes, instance type, capacity, computing',
  'cluster worker': 'worker, workers, worker cluster, worker clusters',
  queued: 'queued, queue, waiting, in line, wait, pending, backlog',
  active: 'active jobs, currently running jobs, running on',

  code: 'piece of code, bit of sql, sql, piece of sql, code, snippet, snippets, code snippet, sql snippet, code snippets, template, sql code, saved sql, saved query, saved queries, reusable code, query template',
  'app instance': 'app instance, instance, instances, app instances',
  app: 'app, apps, application, applications',
  export:
    'export to, exported to, sheets export, data export, data exports, export, exports, google sheet, google sheets, google doc, gdoc, google docs, exported, gsheet',
  announcement:
    'what is new, is new, new in civis, new on civis, anything new, whats up with civis, platform updates, update from civis, service interruption, known problems, status page, planned maintenance, announcement, announcements, news, release notes, release, releases, outage, outages, whats new, maintenance, downtime, announced, new features, changelog, incident',
  endpoint:
    'openapi, openapi spec, openapi file, swagger spec, swagger file, download the openapi spec, api, api calls, what calls, rest api, every api call, api methods, api endpoints, methods of the api, what can the api do, endpoint, endpoints, api description, api spec, api specification, swagger, openapi, api docs, api documentation, api definition, api schema, api reference',

  contact:
    'contact persons, contact people, contact details, contact data, research contact, contact, contacts, contact person, phone number, telephone number, phone, telephone, phone book, address book entry',
  asset: 'asset, assets, record of any kind, asset of any kind, any kind of asset, aiod asset, aiod assets',
  'count contact': 'how many, count, number of contacts, counts, total number, tally',
  'content contact':
    'content of the contact, distribution, distributions, distributed data, raw data, payload, data that it distributes, data behind',
  'contact async':
    'at once, several contacts, multiple contacts, these contacts, many identifiers, list of identifiers, batch of contacts, in one go',
  '@list contact async':
    'large number of contacts, every contact, all the contacts, hundreds, thousands, in parallel, quickly, lots of contacts, all contacts fast, parallel batches, bulk, thousands of contacts, hundreds of contacts, fast',
  '@get contact platform':
    'knows as, known as, calls it, known to, it is known, has there, platform identifier, identifier on, by its platform, id on zenodo, zenodo identifier, original identifier, own identifier, known on, from another platform, zenodo id, under the id, id there',
};

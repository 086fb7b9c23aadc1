/**
 * Everyday phrases for the catalogue's terms. Each key lists the terms that its comma-separated phrases stand
 * for: `@` marks an action, anything else is a noun, and `?` at the end marks a noun that is only mentioned
 * in passing. Of all phrases that match at a position, the longest one counts.
 */
export type SynonymTable = Readonly<Record<string, string>>;

/** Phrases for an `Action` of `index-documents.ts`. */
export const ACTION_SYNONYMS: SynonymTable = {
  '@start':
    'going, get going, get it going, pull in, bring in, pull the latest, get the latest, do it again, once more, another go, run immediately, put to work, make it run, have it run, run manually, start over, redo the run, resubmit, rerunning, start, launch, kick off, kick, trigger, execute, fire, fire off, fire up, set off, rerun, re run, run again, ' +
    'run it again, start again, restart, begin, run now, spin up, boot, retry, try again, queue up, go run, ' +
    'relaunch, resume, bring up',
  '@start @update': 'turn on, enable, switch on, activate',
  '@cancel':
    'make it stop, break off, discontinue, do not run, bring to a stop, force stop, stop it from running, cancel, abort, kill, interrupt, halt, call off',
  '@cancel @delete @revoke': 'stop, end, terminate, close',
  '@create':
    'create, make, new, set up, setup, build a new, register, store, save, define, generate, write, prepare, issue, ' +
    'place, draft, plan, submit, insert, publish, establish, record, enter',
  '@create @into @grant': 'add, attach, include, assign, append',
  '@into': 'put, move, organize, organise, group under',
  '@takeout @delete @revoke':
    'remove, drop, take out, take away, detach, clear, strip, kick out, pull out, take, out of, eject, exclude, leave out',
  '@delete @takeout @revoke': 'delete, destroy, erase, get rid of, throw away, trash, dispose, wipe',
  '@update':
    'another name, different name, new name, its name, shorten, lengthen, replace the name, retitle, make it, bump, reduce, give more, give it more, use another, use a different, different, update, change, edit, modify, rename, adjust, alter, tweak, set, increase, decrease, raise, lower, switch, ' +
    'correct, fix, amend, reconfigure, configure, extend, more memory, give a new name, give another name, call it, ' +
    'point, turn off, disable, switch off, patch, upgrade',
  '@replace @update': 'replace, overwrite, rewrite, swap, rotate, redo, reset, redefine, whole new',
  '@archive':
    'hide, no longer use, do not use, not use it any more, not needed, no longer needed, unused, away, out of sight, un archive, out of the archive, from the archive, archive, unarchive, restore, bring back, put away, shelve, mothball, hide away, retire, revive, back from the archive',
  '@copy':
    'own copy, a copy, same as, second one like, copy, clone, duplicate, copy of, replicate, fork, make a copy',
  '@grant share':
    'wants to see, want to see, would like to see, wants to view, wants to edit, needs to edit, needs to view, let somebody, make somebody, give somebody, able to view, able to see, able to edit, able to use, able to read, able to open, able to manage, should be able, should see, should have access, needs access, need access, needs to see, wants access, open it to, open it up to, make it visible, make it available, visible to, available to, promote, share with somebody, give to somebody, access for, permission for, invite somebody, allow somebody, grant somebody, write access, edit access, read access, view access, manage access, pass on to, hand over to, share, give access, grant, grant access, give permission, let, allow, permit, invite, authorize, authorise, add collaborator',
  '@revoke share':
    'remove somebody, take somebody off, kick somebody out, take somebody out, somebody off, lock somebody out, stop somebody, should not see, should no longer, no longer, must not see, not be able, cannot see any more, make it private, private again, left the company, somebody left, somebody has left, somebody out of, keep somebody out, take it away from, take back, without access, revoke, unshare, stop sharing, take access, remove access, lose access, withdraw, lock out, no longer see, ' +
    'no longer have access, stop seeing, take away access, remove permission, disinvite',
  '@list':
    'belong to, belongs to, i belong to, shared with me, is there, are there, do we have, do i have, we have, got any, there any, show all, list all, give me all, everything, which ones, exists, list, all, every, each, overview, browse, available, search, find, find out, look up, lookup, called, named, exist, ' +
    'existing, have, who, whose, how many different',
  '@get':
    'tell me about, about, look into, describe, how is, explain, details, detail, info, information, inspect, describe, open, settings, configuration, configured, definition, content',
  '@list @get':
    'show, see, view, look, look at, read, display, check, give me, tell me, fetch, get, retrieve, pull up',
};

/** Phrases for the permissions on an object. */
export const PERMISSION_SYNONYMS: SynonymTable = {
  '@list share':
    'can somebody see, can somebody edit, can somebody read, can somebody open, can somebody use, does somebody have access, does somebody see, has access, have access, has permission, who works on, who else works, who is able, is it shared, is shared, is allowed to, who controls, who manages, who did i share, which people, who can, who may, who has access, who has permission, who else, who is allowed, who sees, who owns, shared with, ' +
    'permissions of, permissions on, access list, who can see, who can edit, who can read, who can use, who can open, ' +
    'who can manage, who could, collaborators, who is it shared with, who all, who got access, who has rights',
  '@grant share':
    'give read, give write, give manage, give edit, give view, make owner, make an owner, make a manager, give everyone, ' +
    'give them access, give rights, edit rights, read only access, see and edit, change permission, raise permission, ' +
    'make editor, make viewer',
  share:
    'permission, permissions, access, rights, right, shares, collaborator, privilege, acl, viewer, editor, owner, ownership',
};

/** Phrases for what an operation acts on. */
export const NOUN_SYNONYMS: SynonymTable = {
  job: 'data job, dashboard job, etl job, job, task, workflow, pipeline, process, script, etl, routine, batch job, dashboard refresh, refresh',
  run: 'earlier runs, attempts, history of runs, run history, runs, run, execution, executions, attempt, history, past runs, previous runs, last run, latest run, recent runs, ran',
  'run log':
    'training log, build log, log output, printout, what it printed, logged, what did it log, transcript, log, logs, print, console output, trace, traceback, stdout, stderr, log lines, printed, messages, what did it print, print out',
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
  'contact?':
    'ai catalogue, ai catalog, european ai, aiod, ai on demand, ai on demand catalogue, catalogue, catalog, metadata catalogue, zenodo, huggingface',
  asset: 'asset, assets, record of any kind, asset of any kind, any kind of asset, aiod asset, aiod assets',
  submission:
    'submission, submissions, under review, submitted for review, state of the review, waiting for review, awaiting review, still in review',
  'user resource':
    'my aiod resources, my aiod assets, my own assets, my assets, my drafts, my records, assets do i own, do i own, i own, i registered',
  'stat top': 'most popular, most requested, most used, most viewed, trending, popular, top assets, hits',
  taxonomy:
    'taxonomy, taxonomies, vocabulary, vocabularies, allowed terms, allowed values, possible values, valid terms, which terms, terms for',
  'taxonomy license':
    'licenses for, list of licenses, which licenses, possible licenses, allowed licenses, licenses are',
  'taxonomy country': 'countries, which countries, country names, list of countries',
  'taxonomy industrial sector': 'industrial sector, industrial sectors, industries, business sectors',
  'taxonomy keyword': 'keywords in use, which keywords, keywords',
  publication: 'publication, publications, paper, papers, scientific article, scientific articles',
  image: 'image, images, logo, logos, picture, pictures, photo, photos',
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

/** Phrases for an action and what it acts on. */
export const ACTION_AND_NOUN_SYNONYMS: SynonymTable = {
  '@create file':
    'put a document, put a file on, put something on civis, file on civis, document on civis, upload, upload a file, put a file, send a file, store a file, push a file, attach a file',
  '@get file':
    'download, download link, get the file, link to file, link to the file, how big, file size, url of the file',
  '@create import file':
    'csv as a table, csv as a new table, file as a table, as a table, as a new table, get it into, get this into, get them into, into redshift, into a database, into the database, into our database, into our warehouse, to a table, csv to a table, to redshift, file to redshift, turn a csv into, fill a table, spreadsheet into a table, append rows, append a csv, rows from a file, make a table from, table from a file, table from a csv, table out of a csv, csv to redshift, into postgres, put a csv, upload to redshift, load data from a file, load a csv, load csv, load a file, import a csv, import a file, import csv, upload to a table, csv into, file into a table, spreadsheet into, file into the, csv into a table, load file into, load data, into a table, into the warehouse, load into, load the file',
  '@start import file run':
    'start loading, start the load, start the csv import, run the file import, run the csv import, run the csv load, csv i uploaded, begin loading, load it now, start the file import',
  '@start build model':
    'train, retrain, rebuild, refit, fit, build the model, train model, fit the model, start the build, start a build, run a build',
  '@cancel build model':
    'stop training, cancel training, abort training, stop the build, cancel build, cancel the build, stop building, kill the build, abort the build',
  '@start prediction model':
    'apply, apply model, score with, run model, use the model to, predict who, forecast, predicted values, let the model, score, make predictions, predict with, apply the model, run predictions, score the, score a table, score table, use the model on, predict for, generate predictions, run the model on',
  '@replace schedule model':
    'set the build schedule, schedule the model, rebuild the model every, train every, retrain every, rebuild every, schedule builds, build the model every, model weekly, model daily, model every, model nightly, train the model every',
  '@start deployment notebook':
    'bring up the notebook, bring up notebook, bring up my notebook, get the notebook running, work in the notebook, open the notebook to work, make the notebook live, deploy the notebook, run my notebook, start my notebook, launch my notebook, restart the notebook, notebook running, deploy, start the notebook, launch the notebook, run the notebook, start notebook, launch notebook, spin up the notebook, open the notebook server, run notebook, fire up the notebook, boot the notebook, boot up',
  '@delete deployment notebook':
    'shut it down, notebook off, switch the notebook off, close it, close notebook, stop the kernel, free the notebook, quit the notebook, turn off my notebook, end my notebook session, shut down the notebook, undeploy, shut down, shutdown, stop the notebook, stop notebook, stop the server, kill the notebook, turn off the notebook, stop my notebook, shut off, kill the notebook server, end the notebook session, close the notebook',
  '@grant whitelist ip':
    'reach redshift, to reach, reach the database, reach the warehouse, connect to redshift, connect to the database from, allow the address, let our office, let the office, new office, access from ip, access from our, connect from ip, ip to connect, add an ip, add ip, add our ip, add the ip, allow our, allow my ip, allow the ip, allow access from, allow ip, allow an ip, open the firewall, open firewall, whitelist an ip, whitelist ip, allow connections from, let ip, allow to connect, safelist, whitelist the ip, whitelist our, whitelist the office, permit ip, whitelist my, allowlist an ip, allowlist our',
  '@delete whitelist ip':
    'no longer connect, stop an ip, revoke ip, revoke an ip, remove an ip, remove the ip, delete an ip, delete the ip, delete ip, disallow ip, keep ip out, stop allowing, take the ip off, block ip, block an ip, block, disallow, ban, ban an ip, unwhitelist, close the firewall, remove ip, stop ip, deny, remove from the whitelist, off the whitelist, remove from the allowlist',
  '@list whitelist ip':
    'ip allowed, is ip allowed, are allowed to connect, is allowed to connect, ips on the whitelist, what is on the whitelist, whitelisted ips, whitelisted addresses, which ips, which ip addresses, which addresses may, allowed ips, who can connect, what ips, which ip, what ip addresses, ips may, ips are allowed, addresses are allowed',
  '@get whitelist ip':
    'who allowed, who whitelisted, who authorized, who added this ip, who authorised, who opened',
  '@create enhancement cass ncoa':
    'validate, verify addresses, validate a mailing list, with cass, check addresses, address check, addresses are a mess, clean them, tidy up, mess, which customers have moved, customers have moved, who has moved, who moved, people have moved, deduplicate addresses, address hygiene, undeliverable, bad addresses, wrong addresses, outdated addresses, old addresses, standard form, standardize, standardise, clean up addresses, clean addresses, clean up, cleanse, normalize addresses, update addresses, fix addresses, validate addresses, correct addresses, cleanse addresses, clean mailing, standardize addresses, append new addresses, find new addresses, people who moved',
  '@create media optimization':
    'advertise, advertise on tv, where to advertise, where to run ads, best tv spots, which spots to buy, book tv, spend the tv budget, tv budget, media budget, ad budget, reach on tv, plan ads, plan commercials, plan advertising, new tv plan, new media plan, when to air, where to air, plan tv, plan spots, plan the campaign, plan a campaign, optimize tv, optimize my, optimise, plan media, plan television',
  '@create media spot order':
    'order spots, buy spots, place an order, buy airtime, place a spot order, place spot order, book spots, book airtime',
  '@list job child':
    'what runs after, which jobs run after, jobs start after, which jobs start after, jobs does it trigger, does it trigger, what happens after',
  '@list job parent':
    'what runs before, what starts this, what starts it, what triggers this, triggers it, which jobs trigger, what kicks off this, what kicks this off, what runs first, jobs run before, has to run before, must finish before',
  '@create submission':
    'submit for review, for review, send to review, submit my dataset, submit my draft, publish my draft, publish my dataset, publish a draft, publish the draft, publish my, ask for a review, request a review',
  '@cancel submission':
    'withdraw my submission, withdraw the submission, withdraw a submission, retract, retract my submission, take back my submission, withdraw from review',
  '@create review':
    'accept a submission, accept the submission, approve a submission, approve the submission, reject a submission, reject the submission, decide on a submission, review a submission, review the submission, as a reviewer',
  '@get user': 'who am i, my roles, which roles, roles do i have, my user name',
  '@create contact':
    'register a contact, register a new contact, add a contact, add contact, new contact, put a new person into, put a person into',
  '@grant asset share':
    'share my aiod asset, share my asset, share the asset, share my dataset, edit my dataset, see my dataset, permission on my asset, permission on the asset',
  '@list asset share':
    'may edit asset, may see asset, can edit asset, can see asset, who may edit, permissions on an asset, permissions of an asset',
  '@revoke asset share': 'permission on the asset, permission on my asset, permission on my dataset',
  '@update notebook': 'more memory, more cpu, give memory, idle timeout, more ram, docker image',
  '@replace @update credential':
    'password has changed, password changed, new password, changed my password, changed password, change the password, update the password, rotate the password, rotate credentials, new key for, key has changed, password expired, reset the password',
  '@create import':
    'copy a table, copy tables, copy table, copy data, move data, bring data, pull data, sync data, move tables, move a table, mirror a table, replicate a table, table from the, tables from the, transfer data, transfer a table, replicate data, connect a database to, sync a table, sync tables, import from a database, sync a database, between databases, between two databases, from postgres to, from mysql to',
  '@create code': 'save a snippet, save snippet, save a sql, save this sql, keep this query, save this query',
  '@copy': 'make a copy',
  '@list @get run?':
    'status, state, progress, finished, finish, done, how far, why did, why has, what went wrong, went wrong, still running, result of, succeed, succeeded, did it work, is it done, is it ready, ready, error, errors, failing, crash, crashed, broke, fail, failed, doing, outcome, how did it go, ended, running, succeeded, stuck, hang, hanging, take so long, how long',
  '': 'right now, training table, training data, run time, in the catalogue, civis platform, on civis, in civis, from civis, civis',
};

/** Words that are verbs only where a clause begins: "import this", but "the import". */
export const CLAUSE_START_SYNONYMS: SynonymTable = {
  '@start': 'run, re run, build, queue, schedule',
  '@create import file': 'import, load, ingest',
  '@create media spot order': 'order, book, buy',
  '@start build model': 'build',
  '@into project': 'file',
  '@get contact': 'contact',
  '@replace schedule': 'schedule',
  '@create media optimization': 'optimize',
  '@start prediction model': 'predict',
};

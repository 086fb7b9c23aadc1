import type { SynonymTable } from './action-synonyms.ts';

/** Phrases for an action and what it acts on. */
export const REQUEST_SYNONYMS: SynonymTable = {
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
    'shut it down, notebook off, switch the notebook off, close it, close notebook, stop the kernel, free the notebook, quit the notebook, turn off my notebook, end my notebook session, shut down the notebook, stop the notebook, stop notebook, stop the notebook server, kill the notebook, turn off the notebook, stop my notebook, kill the notebook server, end the notebook session, close the notebook',
  '@grant whitelist ip':
    'reach redshift, to reach, reach the database, reach the warehouse, connect to redshift, connect to the database from, allow the address, let our office, let the office, new office, access from ip, access from our, connect from ip, ip to connect, add an ip, add ip, add our ip, add the ip, allow our, allow my ip, allow the ip, allow access from, allow ip, allow an ip, open the firewall, open firewall, whitelist an ip, whitelist ip, allow connections from, let ip, allow to connect, safelist, whitelist the ip, whitelist our, whitelist the office, permit ip, whitelist my, allowlist an ip, allowlist our',
  '@delete whitelist ip':
    'no longer connect, stop an ip, revoke ip, revoke an ip, remove an ip, remove the ip, delete an ip, delete the ip, delete ip, disallow ip, keep ip out, stop allowing, take the ip off, block ip, block an ip, block, disallow, ban, ban an ip, unwhitelist, close the firewall, remove ip, stop ip, deny, remove from the whitelist, off the whitelist, remove from the allowlist',
  '@list whitelist ip':
    'ip allowed, is ip allowed, are allowed to connect, is allowed to connect, ips on the whitelist, what is on the whitelist, whitelisted ips, whitelisted addresses, which ips, which ip addresses, which addresses may, allowed ips, allowed ip addresses, allowed addresses, who can connect, what ips, which ip, what ip addresses, ips may, ips are allowed, addresses are allowed',
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
  '@create contact':
    'register a contact, register a new contact, add a contact, add contact, new contact, put a new person into, put a person into',
  '@update notebook': 'more memory, more cpu, give memory, idle timeout, more ram, docker image',
  '@replace @update credential':
    'password has changed, password changed, new password, changed my password, changed password, change the password, update the password, rotate the password, rotate credentials, new key for, key has changed, password expired, reset the password',
  '@create import':
    'copy a table, copy tables, copy table, copy data, move data, bring data, pull data, sync data, move tables, move a table, mirror a table, replicate a table, table from the, tables from the, transfer data, transfer a table, replicate data, connect a database to, sync a table, sync tables, import from a database, sync a database, between databases, between two databases, from postgres to, from mysql to',
  '@create code': 'save a snippet, save snippet, save a sql, save this sql, keep this query, save this query',
  '@copy': 'make a copy',
  '@list @get run?':
    'status, state, progress, finished, finish, done, how far, why did, why has, what went wrong, went wrong, still running, result of, succeed, succeeded, did it work, is it done, is it ready, ready, error, errors, failing, crash, crashed, broke, fail, failed, doing, outcome, how did it go, ended, running, succeeded, stuck, hang, hanging, take so long, how long',
  '': 'right now, training table, training data, run time',
};

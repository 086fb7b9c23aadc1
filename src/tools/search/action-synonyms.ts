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
  '@cancel @delete @revoke':
    'stop, end, terminate, close, shut down, shutdown, shut off, take down, bring down, tear down, undeploy, pause, suspend, power off, stop running, turn it off',
  '@create':
    'create, make, new, set up, setup, build a new, register, store, save, define, generate, write, prepare, issue, ' +
    'place, draft, plan, submit, insert, publish, establish, record, enter',
  '@create @into @grant': 'add, attach, include, assign, append',
  '@into': 'put, move, organize, organise, group under',
  '@takeout @delete @revoke':
    'remove, drop, take out, take away, detach, clear, strip, kick out, pull out, take, out of, eject, exclude, leave out',
  '@delete @takeout @revoke':
    'delete, destroy, erase, invalidate, get rid of, throw away, trash, dispose, wipe',
  '@update':
    'another name, different name, new name, its name, shorten, lengthen, replace the name, retitle, make it, bump, reduce, give more, give it more, use another, use a different, different, update, change, edit, modify, rename, adjust, alter, tweak, set, increase, decrease, raise, lower, switch, ' +
    'correct, fix, amend, reconfigure, configure, extend, more memory, give a new name, give another name, call it, ' +
    'point, patch, upgrade',
  '@update @cancel': 'turn off, disable, switch off',
  '@replace @update': 'replace, overwrite, rewrite, swap, rotate, redo, reset, redefine, whole new',
  '@archive':
    'hide, no longer use, do not use, not use it any more, not needed, no longer needed, unused, away, out of sight, un archive, out of the archive, from the archive, archive, unarchive, restore, bring back, put away, shelve, mothball, hide away, retire, revive, back from the archive',
  '@transfer':
    'transfer, take over, takes over, took over, taking over, hand over, hand off, change the owner, change owner, new owner, another owner, different owner, transfer ownership, change ownership, ownership change, owner change, change of owner, give away, pass ownership, reassign, should belong to, make it belong to, own from now on, owner of, over to another user, over to somebody, over to someone, over to my colleague, over to a colleague',
  '@copy':
    'own copy, a copy, same as, second one like, copy, clone, duplicate, copy of, replicate, fork, make a copy',
  '@grant share':
    'wants to see, want to see, would like to see, wants to view, wants to edit, needs to edit, needs to view, let somebody, make somebody, give somebody, able to view, able to see, able to edit, able to use, able to read, able to open, able to manage, should be able, should see, should have access, needs access, need access, needs to see, wants access, open it to, open it up to, make it visible, make it available, visible to, available to, promote, share with somebody, give to somebody, access for, permission for, invite somebody, allow somebody, grant somebody, write access, edit access, read access, view access, manage access, pass on to, share, give access, grant, grant access, give permission, let, allow, permit, invite, authorize, authorise, add collaborator',
  '@revoke share':
    'remove somebody, take somebody off, kick somebody out, take somebody out, somebody off, lock somebody out, stop somebody, should not see, should no longer, no longer, must not see, not be able, cannot see any more, make it private, private again, left the company, somebody left, somebody has left, somebody out of, keep somebody out, take it away from, take back, without access, revoke, unshare, stop sharing, take access, remove access, lose access, withdraw, lock out, no longer see, ' +
    'no longer have access, stop seeing, take away access, remove permission, disinvite',
  '@list':
    'by its name, by name, by the name, in its name, in the name, with the name, belong to, belongs to, i belong to, shared with me, is there, are there, do we have, do i have, we have, got any, there any, show all, list all, give me all, everything, which ones, exists, list, all, every, each, overview, browse, available, called, named, exist, ' +
    'existing, have, who, whose, how many different',
  '@search @list':
    'search, find, find out, look up, lookup, look for, search for, discover, seek, query for, any about',
  '@get':
    'by id, by its id, by identifier, with id, tell me about, about, look into, describe, how is, explain, details, detail, info, information, inspect, describe, open, settings, configuration, configured, definition, content, metadata',
  '@get @list':
    'i need to see, i want to see, i would like to see, i like to see, we need to see, we want to see, let me see, show, see, view, look, look at, read, display, check, give me, tell me, fetch, get, retrieve, pull up',
};

/** Phrases for the permissions on an object. */
export const PERMISSION_SYNONYMS: SynonymTable = {
  '@list share':
    'can somebody see, can somebody edit, can somebody read, can somebody open, can somebody use, does somebody have access, does somebody see, has access, have access, has permission, who works on, who is working on, is working on, who else works, who is able, is it shared, is shared, is allowed to, who controls, who manages, who did i share, which people, who can, who may, who has access, who has permission, who else, who is allowed, who sees, who owns, shared with, ' +
    'permissions of, permissions on, access list, who can see, who can edit, who can read, who can use, who can open, ' +
    'who can manage, who could, collaborators, who is it shared with, who all, who got access, who has rights',
  '@grant share':
    'give read, give write, give manage, give edit, give view, make owner, make an owner, make a manager, give everyone, ' +
    'give them access, give rights, edit rights, read only access, see and edit, change permission, raise permission, ' +
    'make editor, make viewer',
  share:
    'permission, permissions, access, rights, right, shares, collaborator, privilege, acl, viewer, editor, owner, ownership',
};

/** Words that are verbs only where a clause begins: "import this", but "the import". */
export const CLAUSE_START_SYNONYMS: SynonymTable = {
  '@start': 'run, re run, build, queue, schedule, execute, refresh',
  '@create': 'post, announce, connect',
  '@create export file csv': 'export, unload, dump',
  '@create enhancement identity resolution': 'deduplicate, dedupe',
  '@create enhancement civis data match': 'match',
  '@create enhancement geocode': 'geocode',
  '@create file preprocess csv': 'preprocess',
  '@into table tag': 'tag, label',
  '@create me favorite': 'favorite, favourite, star, pin',
  '@create bookmark': 'bookmark',
  '@create submission': 'submit',
  '@create git commit': 'commit, push',
  '@create import file': 'import, load, ingest',
  '@create media spot order': 'order, book, buy',
  '@start build model': 'build',
  '@into project': 'file',
  '@get contact': 'contact',
  '@replace schedule': 'schedule',
  '@create media optimization': 'optimize',
  '@start prediction model': 'predict',
};

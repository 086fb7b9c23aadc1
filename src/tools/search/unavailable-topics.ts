import { stemOf } from './stemmer.ts';
import { stemsOfWords } from './tokenizer.ts';

/** Something that people ask for and neither platform offers. */
export interface UnavailableTopic {
  /** What it is, after "Nothing here". */
  readonly does: string;
  /** What to do instead, if there is something. */
  readonly instead?: string;
  /** Groups of words; a query with every word of a group is about the topic. */
  readonly words: readonly string[];
  /** Words with which the same request is about something that exists. */
  readonly unless?: string;
}

/** What neither platform offers, so that a search can say so. Words are compared by their stems. */
export const UNAVAILABLE_TOPICS: readonly UnavailableTopic[] = [
  { does: 'sends Slack messages', words: ['slack'] },
  {
    does: 'sends e-mail',
    instead: 'A job or a report can notify people by e-mail when it runs: see its notifications attribute.',
    words: [
      'send email',
      'send e mail',
      'send mail',
      'email report',
      'email result',
      'email file',
      'email client',
      'mail report',
      'mail result',
      'write email',
      'forward email',
      'read email',
      'read inbox',
      'outlook',
      'newsletter',
    ],
    unless: 'password welcome reset trigger job start',
  },
  {
    does: 'sends messages',
    words: [
      'send message',
      'text message',
      'send sms',
      'sms',
      'whatsapp',
      'telegram',
      'discord',
      'post teams',
      'microsoft teams',
      'teams message',
      'teams channel',
      'send text',
      'send fax',
      'phone call',
      'call somebody phone',
      'push notification',
    ],
  },
  {
    does: 'posts to social networks',
    words: ['tweet', 'twitter', 'facebook', 'instagram', 'linkedin', 'tiktok', 'mastodon'],
  },
  {
    does: 'searches the web',
    words: [
      'search web',
      'search internet',
      'web search',
      'internet search',
      'google for',
      'google something',
      'browse web',
      'browse internet',
      'browse website',
      'browse site',
      'scrape',
      'crawl',
      'open website',
      'visit website',
      'wikipedia',
    ],
  },
  {
    does: 'drops, truncates or renames tables',
    instead: 'Run SQL: civis_queries_post, or a SQL script.',
    words: [
      'drop table',
      'delete table',
      'truncate table',
      'truncate',
      'rename table',
      'drop schema',
      'delete schema',
      'drop column',
      'delete row',
      'delete rows',
      'remove table',
      'insert row',
      'insert rows',
      'drop view',
      'create view',
      'create schema',
      'add column',
      'drop database',
      'delete database',
      'vacuum',
    ],
    unless: 'tag project script query sql favorite group',
  },
  {
    does: 'shows bills, prices or subscriptions of the platforms',
    words: [
      'bill',
      'billing',
      'invoice',
      'subscription',
      'pay civis',
      'payment',
      'credit card',
      'pay for',
      'upgrade plan',
      'refund',
    ],
    unless: 'spot tv media',
  },
  {
    does: 'manages calendars or meetings',
    words: ['calendar', 'meeting', 'appointment', 'invite calendar', 'zoom', 'book room', 'schedule call'],
    unless: 'job schedule report',
  },
  {
    does: 'draws charts',
    instead: 'Create an HTML report, or a notebook, with the chart in it.',
    words: [
      'draw',
      'plot',
      'bar chart',
      'pie chart',
      'line chart',
      'histogram',
      'chart',
      'scatter',
      'visualize',
      'infographic',
      'powerpoint',
      'slide',
      'slides',
    ],
    unless: 'report dashboard notebook',
  },
  { does: 'translates text', words: ['translate'], unless: 'model dataset publication' },
  {
    does: 'knows the weather, the time or the news of the day',
    words: ['weather', 'what time is', 'stock price', 'exchange rate'],
  },
  {
    does: 'creates or edits pictures',
    words: [
      'generate image',
      'create image',
      'edit photo',
      'edit picture',
      'generate picture',
      'draw picture',
    ],
  },
  {
    does: 'manages tickets or issues',
    words: [
      'jira',
      'ticket',
      'zendesk',
      'asana',
      'trello',
      'github issue',
      'pull request',
      'open issue',
      'create issue',
    ],
  },
  {
    does: 'buys or orders anything but television spots',
    words: ['pizza', 'buy domain', 'order food', 'book flight', 'book hotel', 'order lunch'],
  },
  {
    does: 'gives access to a shell or installs software',
    instead: 'Run a container script with the image that you need.',
    words: [
      'ssh',
      'shell',
      'terminal',
      'install package',
      'pip install',
      'restart router',
      'restart computer',
      'reboot',
    ],
  },
];

const GROUPS = UNAVAILABLE_TOPICS.map(({ words, unless = '' }) => ({
  groups: words.map((group) => group.split(' ').map(stemOf)),
  exceptions: unless.split(' ').filter(Boolean).map(stemOf),
}));

/** The topic that a query is about; undefined if what it asks for may exist. */
export function unavailableTopic(query: string): UnavailableTopic | undefined {
  const stems = new Set(stemsOfWords(query));
  return UNAVAILABLE_TOPICS.find((_, position) => {
    const { groups = [], exceptions = [] } = GROUPS[position] ?? {};
    const isNamed = groups.some((group) => group.every((stem) => stems.has(stem)));
    return isNamed && !exceptions.some((stem) => stems.has(stem));
  });
}

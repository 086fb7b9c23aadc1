import type { SynonymTable } from './action-synonyms.ts';

/** Phrases for what AI-on-Demand offers; where none of it is searched, the other tables apply. */
export const CATALOGUE_SYNONYMS: SynonymTable = {
  publication:
    'publication, publications, paper, papers, scientific article, scientific articles, article, articles, journal article, journal articles, scientific paper, research paper, research papers, preprint, preprints, literature, bibtex',
  dataset:
    'dataset, datasets, data set, data sets, open data, training data set, corpus, corpora, benchmark data',
  event:
    'event, events, workshop, workshops, conference, conferences, summer school, summer schools, webinar, webinars, hackathon, hackathons, seminar, seminars, meetup, meetups',
  '%aiod news':
    'news item, news items, news article, news articles, news about, ai news, latest news, aiod news, news in the catalogue, press release, news post',
  'ml model':
    'ml model, ml models, machine learning model, machine learning models, pretrained model, pretrained models, pre trained model, pre trained models, neural network, neural networks, trained model, trained models, ai model, ai models, language model, language models, foundation model',
  'case study': 'case study, case studies, use case, use cases, success story, success stories',
  'educational resource':
    'educational resource, educational resources, course, courses, tutorial, tutorials, lecture, lectures, training material, training materials, teaching material, learning material, learning materials, online course, online courses, mooc, moocs, lesson, lessons, textbook, education, educational material, training course, training courses, learning resources, learning resource',
  'computational asset':
    'computational asset, computational assets, computing resource, computing resources, compute resource, compute resources, hpc, supercomputer, gpu cluster, workbench',
  'resource bundle': 'resource bundle, resource bundles, bundle, bundles',
  experiment: 'experiment, experiments, reproducible experiment',
  organization:
    'organisation, organisations, organization, organizations, institution, institutions, university, universities, company, companies, research institute, research institutes, institute, institutes',
  '%aiod person':
    'researcher, researchers, persons, scientist, scientists, expert, experts, person in the catalogue, people in the catalogue, person in aiod, people in aiod, person record',
  '%aiod team':
    'research team, research teams, research group, research groups, aiod team, aiod teams, teams in aiod, teams in the catalogue',
  '%aiod platform':
    'which platforms, platforms, source platforms, list of platforms, platforms are there, platforms does the catalogue',
  '%aiod project':
    'ai project, ai projects, research project, research projects, horizon project, eu project, eu projects, funded project, funded projects, aiod project, aiod projects',
  '%aiod service':
    'ai service, ai services, aiod service, aiod services, services in the catalogue, service in the catalogue',
  contact: 'contact, contacts, contact person, contact persons, contact people, contact details',
  bookmark: 'bookmark, bookmarks, bookmarked, saved assets, reading list',
  '@create bookmark':
    'to my bookmarks, to bookmarks, in my bookmarks, bookmark this, bookmark a, bookmark the, bookmark my, add a bookmark, save for later, remember this asset',
  submission:
    'submission, submissions, under review, submitted for review, state of the review, waiting for review, awaiting review, still in review',
  '@create submission':
    'submit, submit for review, for review, send to review, submit my dataset, submit my draft, publish my draft, publish my dataset, publish a draft, publish the draft, ask for a review, request a review, hand in, submit a, submit the, submit my, send for review, get it published',
  '@cancel submission':
    'retract, withdraw my submission, withdraw the submission, withdraw a submission, retract my submission, take back my submission, take back a submission, take back the submission, take back submission, withdraw from review, withdraw the dataset, withdraw my dataset, withdraw my, pull back my submission, undo my submission, cancel my submission, cancel the submission',
  '@create review':
    'accept a submission, accept the submission, accept submission, approve a submission, approve the submission, approve submission, reject a submission, reject the submission, reject submission, decide on a submission, review a submission, review the submission, as a reviewer, review submission, write a review, approve, reject',
  '@list @get submission':
    'submitted, status of my submission, my submission, my submissions, which submissions, submissions to review, i submitted, submissions',
  '@get user': 'who am i, my own profile, my profile, my account',
  '%aiod user':
    'my roles, which roles do i have, roles do i have, am i a reviewer, my aiod account, my aiod user, who am i in aiod, my aiod profile, my aiod roles, who am i in ai on demand, who am i on aiod',
  '%aiod user resource':
    'my aiod resources, my aiod assets, my own assets, my assets, my drafts, my own drafts, my records, assets do i own, assets i own, i registered, drafts, draft, my entries, which drafts, i have registered, have i registered, did i register, my own resources, my resources',
  '%aiod asset share':
    'permissions on an asset, permissions of an asset, permission on my asset, permission on the asset, permission on my dataset, permission on an asset, permission on the dataset, permission on a dataset, permission on my publication, access to my dataset',
  '%aiod @grant asset share':
    'share my aiod asset, share my asset, share the asset, share my dataset, edit my dataset, see my dataset, edit my aiod, edit our dataset, the right to edit our, edit our case study, edit my case study, edit my publication, edit my asset, edit our asset, edit our aiod',
  '%aiod @list asset share':
    'may edit asset, may see asset, can edit asset, can see asset, who may edit, who may edit my aiod, who can edit my aiod, who can edit my dataset, who can edit my asset, who has access to my dataset, who can edit my publication',
  content:
    'content of, content of the, contents of the dataset, download the content, data behind, distribution, distributions, raw data, payload, download the data, data files of',
  '@get content dataset':
    'download a dataset, download the dataset, download dataset, download my dataset, fetch the dataset files, download this dataset, get the data of a dataset, download datasets',
  '%aiod count asset':
    'how many assets, number of assets, assets of each kind, assets per kind, size of the catalogue, how big is the catalogue, count assets, count all assets',
  count: 'how many, count, number of, counts, total number, tally',
  '@get platform': 'platform identifier, identifier on, original identifier',
  '%aiod': 'ai',
  'stat top':
    'top, top ten, most popular, most requested, most used, most viewed, trending, popular, top assets, hits, popularity',
  taxonomy:
    'taxonomy, taxonomies, vocabulary, vocabularies, allowed terms, allowed values, possible values, valid terms, which terms, terms for, can i choose from, can i choose',
  'taxonomy license': 'license, licenses, licence, licences, possible licenses, allowed licenses',
  'taxonomy language': 'language, languages, allowed languages',
  'taxonomy scientific domain':
    'scientific domain, scientific domains, domain, domains, fields of science, scientific field, scientific fields, disciplines, scientific discipline, scientific disciplines',
  'taxonomy research area':
    'research area, research areas, areas of research, research topics, research topic',
  'taxonomy application area':
    'application area, application areas, areas of application, application fields',
  'taxonomy industrial sector':
    'industrial sector, industrial sectors, industries, business sectors, industry, sectors, sector',
  'taxonomy country': 'country, countries, country names, list of countries, country codes',
  'taxonomy keyword': 'keyword, keywords, keywords in use',
  'taxonomy ai paradigm': 'ai paradigm, ai paradigms, paradigm, paradigms',
  'taxonomy publication type':
    'publication type, publication types, types of publications, kinds of publications, types of publication',
  'taxonomy event mode': 'event mode, event modes, ways to attend, attendance mode, online or in person',
  'taxonomy event status': 'event status, event statuses, states of an event, event states',
  'taxonomy news category': 'news category, news categories, categories of news, kinds of news',
  'taxonomy organization type':
    'organisation type, organisation types, types of organisation, types of organisations, kinds of organisation, kinds of organisations, organization types',
  'taxonomy educational level':
    'educational level, educational levels, levels of education, education level, education levels',
  'taxonomy expertise': 'expertise, expertises, skills, skill',
  'taxonomy number of employees':
    'number of employees, employee numbers, company sizes, company size, how many employees',
  'taxonomy turnover': 'turnover, turnovers, turnover range, turnover ranges, revenue, revenues',
  image: 'image, images, logo, logos, picture, pictures, photo, photos',
};

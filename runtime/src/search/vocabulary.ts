/** What an operation does to things. */
export type Verb = 'create' | 'read' | 'update' | 'delete';

/** Words for it. */
export const VERBS: Readonly<Record<Verb, string>> = {
  create:
    'create add new make insert register generate provision launch build write compose open hire enroll',
  read:
    'get list show find view fetch read retrieve see display search query browse inspect describe look lookup ' +
    'check count monitor track',
  update:
    'update edit change modify set adjust patch replace rename alter correct fix amend configure mark close ' +
    'reopen complete finish archive',
  delete: 'delete remove destroy erase drop purge wipe clear discard kick uninstall detach revoke',
};

/**
 * Words that mean something else together than apart, and what they become. "…" stands for up to three words, which are
 * kept.
 */
export const PHRASES = `
  who am i: current me user; my account: current me user account; my profile: current me user account;
  how many: how count; how much money: balance amount; how much: how usage size; how full: how usage size;
  how big: how usage size; how often: usage count; how well: report statistics; how good: report statistics;
  money back: refund; pay back: refund; hang up: end terminate stop call; get rid of: delete;
  call our server: webhook; call my server: webhook; back up: backup snapshot; save … copy: backup snapshot export;
  put … online: deploy publish enable; put … live: deploy publish enable; go live: deploy publish enable;
  take … offline: disable unpublish delete; take … down: disable unpublish delete; against each other: test split experiment;
  who owes: receivable unpaid overdue invoice; why did … fail: log error status; why does … fail: log error status;
  throw … away: delete; throw … out: delete; take … back: delete; take … off: delete; take … away: delete;
  sign … up: create register; set up: create; spin up: create; put … into: add attach; put … onto: add attach;
  shut … down: stop; turn … off: disable stop; switch … off: disable stop; turn … on: enable start;
  switch … on: enable start; to do: task; go back: rollback revert previous restore; put … back: restore;
  bring … back: restore; look for: search; look up: search; log in: login; logged in: login; sign in: login;
  log out: logout; sign out: logout; on call: oncall; virtual machine: vm; hand … over: assign transfer;
  clock in: timecard start; make … bigger: resize; make … larger: resize; make … smaller: resize; too small: resize;
  too big: resize; by hand: dispatch manual; run … again: rerun retry; try again: retry;
  give … access: share access invite permission; let … see: share access;
  who can see: access permission collaborator member; who may see: access permission collaborator member;
  on holiday: vacation; on vacation: vacation; out of office: vacation; at the moment: current; right now: current;
  up and running: health status; split … into: split; video call: meeting call`;

/** Nouns and special verbs of many APIs: words that stand together find each other. */
export const SYNONYMS = `
  user person people member account human; user colleague coworker teammate;
  member team staff employee colleague worker; customer client buyer contact shopper subscriber;
  contact lead person people subscriber recipient; admin agent operator support; owner creator author;
  manager boss supervisor; team group; organization org company business enterprise workspace tenant; company firm;
  invite invitation ask access; collaborator colleague member access; collaboration share access;
  role permission right privilege access; login session auth authenticate token credential;
  password secret credential; me self current whoami authenticated; presence online status active; profile bio;
  follower fan; block ban; suspend deactivate disable freeze; permission allow grant; approve accept confirm grant;
  reject deny decline refuse;
  message post text dm; send post deliver notify email; chat conversation message thread channel;
  reply answer respond response thread; comment note remark story feedback; email mail; sms text; channel room;
  reaction emoji like thumb; notification alert; snooze mute dnd disturb silence quiet; remind reminder;
  announcement broadcast news; newsletter campaign subscription; unsubscribe optout suppression;
  bounce undelivered; call phone; recording transcript; history past earlier said yesterday previous;
  read seen unread;
  file document attachment upload; document doc page text; attach attachment upload; folder directory;
  picture image photo icon avatar thumbnail screenshot; preview thumbnail; archive zip; download export fetch;
  upload import; copy duplicate clone; link url address; share public link; trash bin deleted;
  version revision history; restore recover undelete revert rollback; content contents body inside written text;
  lately recent latest recently; sign signature contract; block paragraph; row entry record item; table database;
  column field property section; filter query match;
  task todo item job; ticket issue bug case; card task; subtask piece child;
  done complete completed finish finished close; close complete resolve archive; reopen open;
  assign assignee responsible give transfer; project board; milestone deadline due; label tag category;
  status state progress; status report update; depend dependency blocked wait; sprint iteration;
  time hour entry track; vacation holiday away ooo absence leave; goal objective target; move transfer relocate;
  merge combine join unite same; urgent priority; template preset;
  payment charge pay transaction; refund reimburse return; invoice bill billing statement; balance owe owed credit;
  price cost rate fee pricing; order purchase sale sales; cart basket checkout; card credit;
  product item catalog article good goods; inventory stock quantity; store shop location branch outlet;
  subscription plan membership; cancel stop end abort; dispute chargeback; payout money bank settlement deposit;
  loyalty point bonus reward; coupon discount voucher promotion; gift voucher; tax vat;
  booking appointment reservation; availability free slot available; shift timecard; hire employee team;
  shipping delivery ship shipment; wallet account; tip gratuity;
  server machine vm instance host node compute; restart reboot; start boot run; stop halt shutdown kill terminate;
  image snapshot; backup snapshot; disk volume storage; memory ram usage stats;
  usage metric stats statistic utilization consumption; log output; firewall rule port inbound;
  ip address static fixed; reserved fixed static floating permanent; region datacenter location zone;
  domain dns zone hostname; cluster kubernetes swarm; kubeconfig config login credential; resize scale size bigger;
  scale replica autoscale; deploy deployment release rollout; exec execute run command; pull download; push upload;
  cache flush purge empty; prune unused unneeded clean cleanup; network connect plug; disconnect unplug;
  certificate ssl tls https; health ping alive; uptime down outage; alert alarm notify notification tell;
  environment env; configuration config setting preference; limit quota; rate limit; limit remaining left;
  process top; container box; version release; pod container; namespace space; evict drain;
  schedule cron plan later tomorrow;
  repository repo; pull merge pr; branch fork; diff compare change difference between; reviewer review;
  commit revision; star favorite bookmark; workflow pipeline ci build action; rerun retry; protect protection lock;
  publish release; key token; webhook hook callback; event activity;
  track song music; song tune; playback player play music; pause stop; skip next;
  volume loud louder quiet quieter sound; seek jump position; playlist list; artist singer band musician;
  similar related alike recommend recommendation; top best popular; new latest newest recent; device speaker;
  library save saved collection; follow subscribe; movie film; show series tv; episode part;
  cast credit actor actress director; video clip; genre category kind; rating score rate; trending popular;
  lyric text; logo image; played listen recently heard; current playing now;
  incident outage problem emergency; oncall duty rotation schedule; escalate escalation; acknowledge ack;
  maintenance window downtime; segment audience list; metric statistic analytics report; analytics insight report;
  dashboard chart; job batch; embedding vector; model ai; ask question prompt; translate translation;
  speech voice audio; letter post mail; postcard card; verify validate check confirm; weather forecast;
  map route direction; article post help; location address place; calendar event meeting; meeting call;
  room channel; survey form; find search; delete cancel; rename name title; name title; description about text;
  id identifier number; empty clear; enable activate; disable deactivate; lock freeze; attempt retry; send submit;
  submit fight; import load; language locale; timezone time; country region; currency money; count number total;
  quote offer estimate proposal; supplier vendor contact; receipt expense; profit loss income earnings;
  receivable debtor unpaid; payable creditor; ledger journal bookkeeping; money balance cash fund amount;
  print pdf; purchase procurement buy; buy purchase acquire incoming; trial sandbox demo; merchant seller shop;
  payee recipient beneficiary; mandate authorization consent; fraud risk radar; kyc identity verification;
  adjustment correction; deposit prepayment; overdue late unpaid; settle reconcile; tariff rate price;
  site website page; deploy publish online live; unpublish offline disable; design file drawing mockup;
  component button widget; style color font; export render png; form submission contact; redirect forward;
  experiment split test variant; version draft; draft unpublished; post article blog entry; theme branding look;
  translation localization; asset resource file; editor author modify; slug url; layer node element; font typeface;
  call ring dial phone; hangup end terminate; voicemail recording; conference meeting participant;
  extension number; arrive deliver delivered status; spend spent cost usage; inbox mailbox folder; spam junk block;
  sender from; recipient receiver to; template layout; audience list segment contact; open read; click link;
  opt suppression unsubscribe; domain sender; attachment enclosure;
  schedule shift rota roster; duty shift; handoff override; service system component; priority severity urgency;
  page alert notify; runbook playbook; postmortem retrospective; deployment workload replica; log trace output;
  trace span; secret env variable; variable env; token key secret credential; rotate renew regenerate;
  expire expiry expiration ttl; renew extend; quota usage limit; job cron scheduled; queue backlog; worker runner;
  build compile; traffic request visit; visitor user guest; ban block forbid; policy rule; role group;
  mfa otp 2fa factor; recover recovery reset; reset renew; consent permission; profile identity account;
  session login device; avatar photo picture;
  employee worker staff personnel; salary wage pay payroll; leave absence vacation; applicant candidate;
  interview meeting; position job role; department team; patient person; student pupil; course class lesson;
  grade mark score; guest attendee participant; host organizer; reservation booking table; room space;
  trip travel journey; flight plane; hotel accommodation; car vehicle ride; driver courier;
  parcel package shipment; warehouse stock location; property house apartment; restaurant food; recipe meal;
  temperature weather; exchange currency rate; stock share ticker; news headline article; joke quote;
  picture draw generate; summary summarize; transcribe transcription speech; moderate moderation safety;
  train tune finetune; vector embedding; cluster group; say comment message;
  sound audio quality; busy load cpu metric usage; cpu core processor; responsible owner ownership;
  join participant attend attendee; reinstall rebuild install; os iso image; broken error failing problem issue;
  error issue crash exception fault; watch replay view; nightly cron monitor schedule;
  register registrant registration; complain feedback complaint; block deny restrict; plan schedule;
  private internal; larger bigger resize; cheap price`;

/** Words of a question that say nothing about an operation. */
export const STOP = new Set(
  (
    'a about again all already also always am an and any anybody anyone anything are as at back be been being but by can ' +
    'could currently did do does each ever every everything for from give had has have hello her here hi him his how i if ' +
    'ill im in into is it its just let lets may me mine more most must my myself need next now of off ok on one only onto ' +
    'or our please really right shall she should so some somebody someone something still stuff tell than that the their ' +
    'them then there these they thing things this those through to too under until up us very via want wants was we were ' +
    'what whats when where whether which who whom why will with would yet you your'
  ).split(' '),
);

/** Words that ask, and change nothing. */
export const QUESTIONS = new Set('what which who whom where when why how'.split(' '));

/** Verbs that operations begin with: every API has them. */
export const COMMON = new Set(
  'add approve cancel change check clear close copy create delete disable edit enable fetch find generate get list lock make merge modify move new open patch post put read remove rename replace request reset restore revoke run search send set show start stop submit transfer unlock update upload upsert view'.split(
    ' ',
  ),
);

/** Words whose form changes, and the form in which they are compared. */
export const IRREGULAR = new Map(
  (
    'people:person children:child indices:index statuses:status sent:send said:say wrote:write written:write paid:pay ' +
    'bought:buy sold:sell made:make ran:run begun:begin began:begin left:leave given:give gave:give took:take taken:take ' +
    'got:get seen:see saw:see found:find lost:lose spent:spend chose:choose chosen:choose hid:hide hidden:hide ' +
    'analyses:analysis news:news bus:bus series:series'
  )
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
);

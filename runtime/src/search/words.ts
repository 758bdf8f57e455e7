/** Words of a question that say nothing about an operation. */
const STOP = new Set(
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

/** The words of a text, in the form in which they are compared; without those that say nothing. */
export const termsOf = (text: string): string[] =>
  wordsOf(text)
    .filter((word) => !STOP.has(word))
    .map(stem);

/** The words of a text: lower case, without accents, split at a change of case and at punctuation. */
export const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replace(/\p{M}|['’]s?\b/gu, '')
    // `floatingIPs`: the plural of an acronym is one word.
    .replace(/(\p{Lu}{2,})s(?!\p{Ll})/gu, (_, acronym: string) => ` ${acronym.toLowerCase()}s `)
    .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 1 || /\d/.test(word));

const IRREGULAR = new Map(
  (
    'people:person children:child indices:index statuses:status sent:send said:say wrote:write written:write paid:pay ' +
    'bought:buy sold:sell made:make ran:run begun:begin began:begin left:leave given:give gave:give took:take taken:take ' +
    'got:get seen:see saw:see found:find lost:lose spent:spend chose:choose chosen:choose hid:hide hidden:hide ' +
    'analyses:analysis news:news bus:bus series:series'
  )
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
);

/** Both sides lose the same endings; what remains need not be a word. */
export function stem(word: string): string {
  const known = IRREGULAR.get(word);
  if (known !== undefined) return known;
  if (word.length < 4 || /\d/.test(word)) return word;
  let root = word;
  if (root.length > 4 && root.endsWith('ies')) root = `${root.slice(0, -3)}y`;
  else if (/(?:ss|sh|ch|x|z)es$/.test(root)) root = root.slice(0, -2);
  else if (/[^sui]s$/.test(root)) root = root.slice(0, -1);
  if (root.length > 5 && root.endsWith('ing')) root = withoutDouble(root.slice(0, -3));
  else if (root.length > 4 && root.endsWith('ied')) root = `${root.slice(0, -3)}y`;
  else if (root.length > 4 && /[^e]ed$/.test(root)) root = withoutDouble(root.slice(0, -2));
  if (root.length > 6)
    root = root.replace(/(?:ations?|ators?)$/, 'at').replace(/(?:ment|ness)$/, '');
  return root.length > 3 ? root.replace(/e$/, '') : root;
}

const withoutDouble = (root: string) => root.replace(/([bdgmnprt])\1$/, '$1');

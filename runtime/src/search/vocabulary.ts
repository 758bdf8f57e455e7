/** Verbs of operations, by their effect. */
export const VERBS = {
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

/** Words of a question that do not describe an operation. */
export const STOP_WORDS = new Set(
  (
    'a about again all already also always am an and any anybody anyone anything are as at back be been being but by can ' +
    'could currently did do does each ever every everything for from give had has have hello her here hi him his how i if ' +
    'ill im in into is it its just let lets may me mine more most must my myself need next now of off ok on one only onto ' +
    'or our please really right shall she should so some somebody someone something still stuff tell than that the their ' +
    'them then there these they thing things this those through to too under until up us very via want wants was we were ' +
    'what whats when where whether which who whom why will with would yet you your'
  ).split(' '),
);

/** Verbs that operations of every API begin with. */
export const COMMON_VERBS = new Set(
  'add approve cancel change check clear close copy create delete disable edit enable fetch find generate get list lock make merge modify move new open patch post put read remove rename replace request reset restore revoke run search send set show start stop submit transfer unlock update upload upsert view'.split(
    ' ',
  ),
);

/** Irregular forms of words, and the form in which they are compared. */
export const IRREGULAR_FORMS = new Map(
  (
    'people:person children:child indices:index statuses:status sent:send said:say wrote:write written:write paid:pay ' +
    'bought:buy sold:sell made:make ran:run begun:begin began:begin left:leave given:give gave:give took:take taken:take ' +
    'got:get seen:see saw:see found:find lost:lose spent:spend chose:choose chosen:choose hid:hide hidden:hide ' +
    'analyses:analysis news:news bus:bus series:series'
  )
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
);

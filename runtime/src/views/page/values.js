import { button, element } from './dom.js';

const IMAGE = /^data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]+$/;
const DATE = /^(\d{4}-\d{2}-\d{2})$/;
const TIME = /^(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}(?::(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/;
const LONG_TEXT = 400;

/** The language and the time zone of the reader; those of the browser where the host states none. */
const reader = { locale: undefined, timeZone: undefined };

/** Sets them; what the browser does not know is ignored. */
export function setReader({ locale, timeZone }) {
  reader.locale = usable(() => new Intl.Locale(locale).toString());
  reader.timeZone = usable(
    () => new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone,
  );
}

function usable(value) {
  try {
    return value();
  } catch {
    return undefined;
  }
}

export const localeOf = () => reader.locale;

export const isRecord = (value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Words for a key: `created_at` and `createdAt` become "Created at". */
export function label(name) {
  const words = name
    .replaceAll(/[_-]+/g, ' ')
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .trim();
  const text = words === words.toUpperCase() ? words : words.toLowerCase();
  return (text.charAt(0).toUpperCase() + text.slice(1)).replaceAll(/\b(?:id|url|api)\b/gi, (word) =>
    word.toUpperCase(),
  );
}

/** The moment of a date or a time in milliseconds; undefined for other texts, such as 2026-02-31. */
export function momentOf(text) {
  const [, day, , zone] = (typeof text === 'string' && (TIME.exec(text) ?? DATE.exec(text))) || [];
  if (day === undefined) return undefined;
  const start = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(start) || new Date(start).toISOString().slice(0, 10) !== day) return undefined;
  const moment = day === text ? start : Date.parse(text.replace(' ', 'T') + (zone ? '' : 'Z'));
  return Number.isNaN(moment) ? undefined : moment;
}

/** A date or a time in the language of the reader; a time without a zone stays as it is. */
export function dateText(text, style = 'medium') {
  const moment = momentOf(text);
  const [, , seconds = '00', zone] = TIME.exec(text) ?? [];
  const timeStyle = seconds === '00' ? 'short' : 'medium';
  const options = DATE.test(text)
    ? { dateStyle: style, timeZone: 'UTC' }
    : { dateStyle: style, timeStyle, timeZone: zone ? reader.timeZone : 'UTC' };
  return new Intl.DateTimeFormat(reader.locale, options).format(moment);
}

/** A number with all its digits, and without groups: it can be an identifier. */
export function numberText(value) {
  const text = String(value);
  if (!text.includes('.') || text.includes('e')) return text;
  const options = { useGrouping: false, maximumFractionDigits: 20, numberingSystem: 'latn' };
  return new Intl.NumberFormat(reader.locale, options).format(text);
}

/** A value in one line, and whether it is all of the value. */
export function shortText(value, most = 80) {
  if (value === undefined) return { text: '', isWhole: true };
  if (value === null) return { text: '—', isWhole: true };
  if (typeof value === 'boolean') return { text: value ? 'Yes' : 'No', isWhole: true };
  if (typeof value === 'number') return { text: numberText(value), isWhole: true };
  if (Array.isArray(value)) {
    if (value.every((each) => typeof each !== 'object')) {
      const text = value.map((each) => shortText(each, most).text).join(', ');
      return text.length > most
        ? { text: cut(text, most), isWhole: false }
        : { text, isWhole: true };
    }
    return { text: countText(value.length, 'entry', 'entries'), isWhole: false };
  }
  if (isRecord(value)) {
    const simple = Object.values(value).filter((each) => each !== null && typeof each !== 'object');
    const texts = simple.slice(0, 3).map((each) => shortText(each, 40).text);
    const count = countText(Object.keys(value).length, 'field', 'fields');
    return { text: texts.join(' · ') || count, isWhole: false };
  }
  if (IMAGE.test(value)) return { text: 'Image', isWhole: false };
  if (momentOf(value) !== undefined) return { text: dateText(value), isWhole: true };
  const line = value.slice(0, 2 * most).replaceAll(/\s+/g, ' ');
  return value.length > most
    ? { text: cut(line, most), isWhole: false }
    : { text: line, isWhole: line === value };
}

const cut = (text, most) => `${Array.from(text.slice(0, most)).slice(0, -1).join('')}…`;
export const countText = (count, one, many) => `${count} ${count === 1 ? one : many}`;

/** A value that is not an object: all of it, with a button for the rest of a long text where it is not drawn whole. */
export function simpleValue(value, { onLink, size } = {}) {
  if (typeof value !== 'string') {
    const isNone = value === null || value === undefined;
    return element('span', { class: isNone && 'dim' }, shortText(value ?? null).text);
  }
  if (IMAGE.test(value)) return imageOf(value);
  if (momentOf(value) !== undefined)
    return element('time', { datetime: value, title: value }, dateText(value));
  if (onLink && value.startsWith('https://') && URL.canParse(value))
    return button(value, () => onLink(value), { class: 'link', dir: 'auto' });
  return textOf(value, size);
}

export const imageOf = (source) => element('img', { src: source, alt: 'Image in the result' });

/** Text in its own direction. */
export function textOf(value, { isWhole = false } = {}) {
  const text = element('span', { class: 'text', dir: 'auto' }, value);
  if (isWhole || value.length <= LONG_TEXT) return text;
  const more = button('Show all', () => {
    text.textContent = value;
    more.remove();
  });
  text.textContent = cut(value, LONG_TEXT);
  return element('div', {}, text, ' ', more);
}

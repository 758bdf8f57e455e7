/** Quotation marks, characters that look like one (UTS #39), and characters that are invisible or blank. */
const REMOVED =
  /[\p{Pi}\p{Pf}\p{Sk}\p{Default_Ignorable_Code_Point}"'\u02B0-\u02FF\u0374\u055A\u055D\u05D9\u05F2-\u05F4\u07F4\u07F5\u144A\u16CC\u1FBD-\u1FFE\u2032-\u2037\u2057\u275B-\u2760\u2800\u3003\u301D-\u301F\uA78B\uA78C\uFF02\uFF07\u{1F676}-\u{1F678}]/gu;
/**
 * Characters other than letters with their marks, digits, pictographs and the punctuation of names;
 * no brackets, and no parts of a URL.
 */
const SEPARATORS = /[^\p{L}\p{M}\p{N}\p{So}&+.#!_-]+|\.(?!\s|$)|(?<![\p{L}\p{M}\p{N}])\p{M}+/gu;

const withoutQuotes = (text: string): string =>
  text.replaceAll(REMOVED, '').replaceAll(SEPARATORS, ' ');

/**
 * Returns the name of an app for pages, lists and the log, which show it in quotes. It contains no
 * quotes or brackets with which it could end them, and no dots within, so that it does not look
 * like a host. Empty if nothing remains. Characters count like their usual form, such as "." for
 * U+FF0E.
 */
export const sanitizeName = (text: string): string =>
  (
    /^.{0,80}/su.exec(withoutQuotes(withoutQuotes(text).normalize('NFKC')).trim())?.[0] ?? ''
  ).trim();

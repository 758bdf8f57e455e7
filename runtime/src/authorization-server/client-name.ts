/** Quotation marks and what looks like one (UTS #39), and characters that are invisible or blank. */
const REMOVED =
  /[\p{Pi}\p{Pf}\p{Sk}\p{Default_Ignorable_Code_Point}"'\u02B0-\u02FF\u0374\u055A\u055D\u05D9\u05F2-\u05F4\u07F4\u07F5\u144A\u16CC\u1FBD-\u1FFE\u2032-\u2037\u2057\u275B-\u2760\u2800\u3003\u301D-\u301F\uA78B\uA78C\uFF02\uFF07\u{1F676}-\u{1F678}]/gu;
/** All but letters with their marks, digits and pictographs, and what names have between them: no brackets, no parts of an address. */
const SEPARATORS = /[^\p{L}\p{M}\p{N}\p{So}&+.#!_-]+|\.(?!\s|$)|(?<![\p{L}\p{M}\p{N}])\p{M}+/gu;

const plain = (text: string): string => text.replaceAll(REMOVED, '').replaceAll(SEPARATORS, ' ');

/**
 * What an app calls itself, as pages, lists and the log show it in quotes: it has no quotes or brackets to leave them, and no
 * dots within, so that it looks like no host. Empty where nothing is left. The usual form of a character, such as "." for
 * U+FF0E, is treated like the character.
 */
export const plainName = (text: string): string =>
  (/^.{0,80}/su.exec(plain(plain(text).normalize('NFKC')).trim())?.[0] ?? '').trim();

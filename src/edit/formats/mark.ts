const BYTE_ORDER_MARK = '\uFEFF';

/** The text without its byte order mark, and the mark. */
export const withoutMark = (text: string): [mark: string, body: string] =>
  text.startsWith(BYTE_ORDER_MARK) ? [BYTE_ORDER_MARK, text.slice(1)] : ['', text];

export interface ServerSentEvent {
  /** Empty where the event states none: it is a "message". */
  type: string;
  data: string;
}

/**
 * The events of a stream, as they come (HTML standard, "Server-sent events").
 * @throws where one is longer than `maxCharacters`
 */
export async function* serverSentEvents(
  body: AsyncIterable<Uint8Array>,
  maxCharacters = Infinity,
): AsyncGenerator<ServerSentEvent, void> {
  const decoder = new TextDecoder(); // drops a byte order mark
  let isAfterReturn = false;
  let line = '';
  let type = '';
  let data: string[] = [];
  /** Characters of the event so far. */
  let size = 0;
  for await (const chunk of body) {
    const text = decoder.decode(chunk, { stream: true });
    if (text === '') continue;
    size += text.length;
    // A line ends with CR, LF or both, and a chunk may end between them.
    const parts = (isAfterReturn && text.startsWith('\n') ? text.slice(1) : text).split(LINE_END);
    isAfterReturn = text.endsWith('\r');
    const rest = parts.pop() ?? '';
    for (const part of parts) {
      line += part;
      const [, name, value = ''] = FIELD.exec(line) ?? [];
      if (name === 'data') data.push(value);
      if (name === 'event') type = value;
      if (line === '') {
        if (data.length > 0) yield { type, data: data.join('\n') };
        type = '';
        data = [];
        size = 0;
      }
      line = '';
    }
    line += rest;
    if (size > maxCharacters) throw new Error('An event is too large');
  }
}

const LINE_END = /\r\n|[\r\n]/;
const FIELD = /^([^:]*)(?:: ?(.*))?$/s;

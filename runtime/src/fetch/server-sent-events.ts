/** An event of a stream (HTML standard, "Server-sent events"). */
export interface ServerSentEvent {
  /** Type of the event; empty if the event states none, which means "message". */
  type: string;
  data: string;
}

const LINE_END = /\r\n|[\r\n]/;
const FIELD = /^([^:]*)(?:: ?(.*))?$/s;

/**
 * Yields the events of a stream as they arrive (HTML standard, "Server-sent events").
 * @throws Error if an event is longer than `maxCharacters`
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
  /** Characters of the current event. */
  let size = 0;
  for await (const chunk of body) {
    const text = decoder.decode(chunk, { stream: true });
    if (text === '') continue;
    size += text.length;
    // A line ends with CR, LF or both, and a chunk may end between them.
    const parts = (isAfterReturn && text.startsWith('\n') ? text.slice(1) : text).split(LINE_END);
    isAfterReturn = text.endsWith('\r');
    const unfinishedLine = parts.pop() ?? '';
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
    line += unfinishedLine;
    if (size > maxCharacters) throw new Error('An event is too large');
  }
}

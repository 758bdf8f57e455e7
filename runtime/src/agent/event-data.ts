/** Longer events are refused. */
const MAX_CHARACTERS = 4_000_000;

/** The `data` of server-sent events (HTML, "Parsing an event stream"). All other fields are ignored. */
export async function* eventData(body: AsyncIterable<Uint8Array>): AsyncGenerator<string, void> {
  let line = '';
  let data: string[] = [];
  /** Of the event so far. */
  let size = 0;
  let endsWithReturn = false;
  const decoder = new TextDecoder(); // drops a byte order mark
  const take = function* () {
    if (line === '') {
      if (data.length > 0) yield data.join('\n');
      data = [];
      size = 0;
    } else if (line.startsWith('data:')) data.push(line.slice(5).replace(/^ /, ''));
  };
  for await (const chunk of body) {
    const text = decoder.decode(chunk, { stream: true });
    if (text === '') continue;
    size += text.length;
    // The second half of "\r\n".
    const [first = '', ...others] = text
      .slice(endsWithReturn && text.startsWith('\n') ? 1 : 0)
      .split(/\r\n|\n|\r/);
    endsWithReturn = text.endsWith('\r');
    line += first;
    for (const next of others) {
      yield* take();
      line = next;
    }
    if (size > MAX_CHARACTERS) throw new Error('An event is too large');
  }
}

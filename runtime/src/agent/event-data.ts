/** Longer events are refused. */
const MAX_CHARACTERS = 4_000_000;

/** The `data` of server-sent events (HTML, "Parsing an event stream"). All other fields are ignored. */
export async function* eventData(body: ReadableStream<Uint8Array>): AsyncGenerator<string, void> {
  let rest = '';
  let data: string[] = [];
  const decoder = new TextDecoder(); // drops a byte order mark
  const take = function* (line: string) {
    if (line === '') {
      if (data.length > 0) yield data.join('\n');
      data = [];
    } else if (line.startsWith('data:')) data.push(line.slice(5).replace(/^ /, ''));
  };
  for await (const chunk of body) {
    rest += decoder.decode(chunk, { stream: true });
    // A final "\r" may be the first half of "\r\n".
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    for (const line of lines) yield* take(line);
    if (rest.length + data.reduce((sum, { length }) => sum + length, 0) > MAX_CHARACTERS)
      throw new Error('An event is too large');
  }
}

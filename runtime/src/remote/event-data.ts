/**
 * The data of the events of a stream, as they come: of those without a type, or with the type `message` (HTML standard,
 * "Server-sent events").
 */
export async function* eventData(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let isAfterReturn = false;
  let line = '';
  let type = '';
  let data: string[] = [];
  for await (const chunk of chunks) {
    const text = decoder.decode(chunk, { stream: true });
    if (text === '') continue;
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
        if (data.length > 0 && (type === '' || type === 'message')) yield data.join('\n');
        type = '';
        data = [];
      }
      line = '';
    }
    line += rest;
  }
}

const LINE_END = /\r\n|[\r\n]/;
const FIELD = /^([^:]*)(?:: ?(.*))?$/s;

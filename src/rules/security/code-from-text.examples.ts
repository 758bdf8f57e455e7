import { bad, ok } from '../example.js';

export default [
  ok`
    // src/providers/weather/api/client.ts, changed

    + export const later = (work: () => void) => setTimeout(work, 10);
    +
  `,
  ok`
    // src/providers/weather/api/client.ts, changed

    + const evaluate = (text: string) => JSON.parse(text);
    + evaluate("1");
    +
  `,
  bad`
    // src/providers/weather/api/client.ts, changed

    + export const sum = (text: string) => ‹eval›(text);
    +
  `.finds('"eval" runs text as code.'),
  bad`
    // src/providers/weather/api/client.ts, changed

    + export const sum = (text: string) => new ‹Function›(text)();
    +
  `.finds('"Function" runs text as code.'),
  bad`
    // src/providers/weather/api/client.ts, changed

    + import { runInNewContext as run } from 'node:vm';
    + export const sum = (text: string) => ‹run›(text);
    +
  `.finds('"run" runs text as code.'),
  bad`
    // src/providers/weather/api/client.ts, changed

    + ‹setTimeout›('start()', 10);
    +
  `.finds('"setTimeout" runs text as code.'),
  bad`
    // src/providers/weather/api/client.ts, changed

    + const START = 'start';
    + ‹setTimeout›(START + '()', 10);
    +
  `.finds('"setTimeout" runs text as code.'),
  bad`
    // src/providers/weather/api/client.ts, changed

    + export const sum = (texts: string[]) => ‹texts.map›(eval);
    +
  `.finds('"eval" runs text as code.'),
  bad`
    // src/providers/weather/api/client.ts, changed

    + export const sum = (text: string) => (‹0, eval›)(text);
    +
  `.finds('"eval" runs text as code.'),
  bad`
    // src/providers/weather/api/client.ts, changed

    + import { Worker } from 'node:worker_threads';
    + export const run = (text: string) => new ‹Worker›(text, { eval: true });
    +
  `.finds('"Worker" runs text as code.'),
  ok`
    // src/providers/weather/api/client.ts, changed

    + import { Worker } from 'node:worker_threads';
    + export const run = () => new Worker(new URL('./worker.js', import.meta.url));
    +
  `,
];

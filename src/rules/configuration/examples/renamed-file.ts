import type { RuleExamples } from '../../../model/rule.js';
import { bad } from '../../example.js';

/** Imports that have the former name of a file. */
export const renamedFile: RuleExamples = [
  bad`
    // src/server.ts, changed
      import { runServer } from 'mcp-provider/server';
    + import { log } from ‹'./extensions/log.js'›;

    // src/extensions/log-lines.ts
    export const log = (line: object): void => console.error(line);
  `.fixed`
    // src/server.ts, changed
    - import { log } from './extensions/log.js';
    + import { log } from './extensions/log-lines.js';
  `.finds('Node.js cannot find "./extensions/log.js".'),
  // Types and values of one file, and a test that has the new name.
  bad`
    // src/providers/weather/api/get-forecast.ts, changed
      import { callApi } from './client.js';
    + import { round } from ‹'./numbers.js'›;
    + import type { Unit } from ‹'./numbers.js'›;

    // src/providers/weather/lib/rounding.ts
    export type Unit = 'mm' | 'm';
    export const round = (value: number): number => Math.round(value);

    // tests/rounding.test.ts
    import { round } from '../src/providers/weather/lib/rounding.js';
  `.fixed`
    // src/providers/weather/api/get-forecast.ts, changed
    - import { round } from './numbers.js';
    - import type { Unit } from './numbers.js';
    + import { round } from '../lib/rounding.js';
    + import type { Unit } from '../lib/rounding.js';
  `.finds('Node.js cannot find "./numbers.js".', 'The compiler cannot find "./numbers.js".'),
  bad`
    // tests/weather.test.ts, changed
      import { testProvider } from 'mcp-provider/testing';
    + import { sunny } from ‹'./samples.js'›;

    // tests/forecasts.ts
    export const sunny = { summary: 'Sunny.' };
  `.fixed`
    // tests/weather.test.ts, changed
    - import { sunny } from './samples.js';
    + import { sunny } from './forecasts.js';
  `.finds('Node.js cannot find "./samples.js".'),
  // Another file uses it already: that of the import may be lost.
  bad`
    // src/server.ts, changed
      import { runServer } from 'mcp-provider/server';
    + import { log } from ‹'./extensions/log.js'›;
    + import { plain } from './extensions/plain.js';

    // src/extensions/plain.ts
    import { log } from './lines.js';
    export const plain = log;

    // src/extensions/lines.ts
    export const log = (line: object): void => console.error(line);
  `.finds('Node.js cannot find "./extensions/log.js".'),
  // Two files can be meant, or none has all names.
  bad`
    // src/server.ts, changed
      import { runServer } from 'mcp-provider/server';
    + import { log } from ‹'./extensions/log.js'›;

    // src/extensions/lines.ts
    export const log = (line: object): void => console.error(line);

    // src/extensions/pairs.ts
    export const log = (line: object): void => console.error(Object.entries(line));
  `.finds('Node.js cannot find "./extensions/log.js".'),
  bad`
    // src/server.ts, changed
      import { runServer } from 'mcp-provider/server';
    + import { log, level } from ‹'./extensions/log.js'›;

    // src/extensions/lines.ts
    export const log = (line: object): void => console.error(line);
  `.finds('Node.js cannot find "./extensions/log.js".'),
  // The file of that function in another provider is not the renamed one.
  bad`
    // src/providers/weather/api/get-forecast.ts, changed
      import { callApi } from './client.js';
    + import { round } from ‹'./numbers.js'›;

    // src/providers/tides/api/rounding.ts
    export const round = (value: number): number => Math.round(value);
  `.finds('Node.js cannot find "./numbers.js".'),
];

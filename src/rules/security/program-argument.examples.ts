import { bad, ok } from '../example.js';

export default [
  ok`
    // src/providers/weather/api/get-forecast.ts
    import { execFile } from 'node:child_process';

    export const getForecast = ({ place }: { place: string }) => {
      return execFile('forecast', ['--', place]);
    };
  `,
  ok`
    // src/providers/weather/api/get-forecast.ts
    import { execFile } from 'node:child_process';

    const git = (...words: string[]) => execFile('git', words);
    const log = (branch: string, limit = 1) => git('log', \`-n\${limit}\`, '--end-of-options', branch);

    export const getForecast = ({ place }: { place: string }) => log(place);
  `,
  ok`
    // src/providers/weather/api/get-forecast.ts
    import { execFile } from 'node:child_process';

    export const getForecast = ({ place }: { place: string }) => {
      return execFile('forecast', ['--place=' + place]);
    };
  `,
  ok`
    // src/providers/weather/api/get-forecast.ts
    import { execFile } from 'node:child_process';

    export const getForecast = ({ place }: { place: string }) => {
      if (place.startsWith('-')) throw new Error('No place.');
      return execFile('forecast', [place]);
    };
  `,
  bad`
    // src/providers/weather/api/get-forecast.ts
    import { execFile } from 'node:child_process';

    export const getForecast = ({ place }: { place: string }) => {
      return ‹execFile('forecast', [place])›;
    };
  `
    .related('src/providers/weather/api/get-forecast.ts:3:29 The arguments of the tool enter here.')
    .finds('An argument of the tool that begins with "-" becomes an option of this program.'),
  bad`
    // src/providers/weather/api/get-forecast.ts
    import { execFile } from 'node:child_process';

    export const getForecast = ({ place }: { place: string }) => {
      return ‹execFile('forecast', ['--days', '3', place.trim()])›;
    };
  `
    .related('src/providers/weather/api/get-forecast.ts:3:29 The arguments of the tool enter here.')
    .finds('An argument of the tool that begins with "-" becomes an option of this program.'),
  ok`
    // src/providers/weather/api/get-forecast.ts
    import { execFile } from 'node:child_process';

    export const getForecast = ({ place }: { place: string }) => {
      const wordsFor = (name: string) => ['--', name];
      return execFile('forecast', wordsFor(place));
    };
  `,
  bad`
    // src/providers/weather/api/get-forecast.ts
    import { execFile } from 'node:child_process';

    export const getForecast = ({ place }: { place: string }) => {
      const wordsFor = (name: string) => ['--days', '3', name];
      return ‹execFile('forecast', wordsFor(place))›;
    };
  `
    .related('src/providers/weather/api/get-forecast.ts:3:29 The arguments of the tool enter here.')
    .finds('An argument of the tool that begins with "-" becomes an option of this program.'),
  bad`
    // src/providers/weather/api/get-forecast.ts
    import { execFile } from 'node:child_process';

    export const getForecast = ({ place }: { place: string }) => {
      const words = ['--days', '3'];
      words.push(place);
      return ‹execFile('forecast', words)›;
    };
  `
    .related('src/providers/weather/api/get-forecast.ts:3:29 The arguments of the tool enter here.')
    .finds('An argument of the tool that begins with "-" becomes an option of this program.'),
  bad`
    // src/providers/weather/api/get-forecast.ts
    import { spawn } from 'node:child_process';

    export const getForecast = ({ place }: { place: string }) => ‹spawn(place, ['--version'])›;
  `.finds('An argument of the tool sets which program is started here.'),
];

import { bad, ok } from '../example.js';

export default [
  ok`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   place: z.string().min(1).describe('Name of a town.'),
    +   place: z.string().meta({ 'x-mcp-header': 'Place' }).describe('Name of a town.'),
  `,
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   place: z.string().min(1).describe('Name of a town.'),
    +   place: ‹z.string()›.meta({ 'x-mcp-header': 'Name of place' }).describe('Name of a town.'),
  `.finds('The value of "x-mcp-header" is not a valid header name.'),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   place: z.string().min(1).describe('Name of a town.'),
    +   place: ‹z.number()›.meta({ 'x-mcp-header': 'Place' }).describe('Name of a town.'),
  `.finds('The argument for the header "Place" is not a string, integer or boolean.'),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   place: z.string().min(1).describe('Name of a town.'),
    +   place: z.array(‹z.string()›.meta({ 'x-mcp-header': 'Place' })).describe('Name of a town.'),
  `.finds('The header "Place" is set on a value in an array or union.'),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   place: z.string().min(1).describe('Name of a town.'),
    +   place: z.string().meta({ 'x-mcp-header': 'Place' }),
    +   town: ‹z.string()›.meta({ 'x-mcp-header': 'place' }).describe('Name of a town.'),
  `.finds('Two arguments of the tool use the header "place".'),
];

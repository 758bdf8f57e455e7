import { bad } from '../example.js';

export default [
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   place: z.string().min(1).describe('Name of a town.'),
    +   place: ‹schemas.get(key)!.describe('Name of a town.')›,
  `.finds('Cannot determine this part of the schema.'),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
      export const input = ‹z.object({
    +   ...shared(),
  `.finds('Cannot determine this part of the schema.'),
  bad`
    // src/providers/weather/tools/get-forecast.ts
    import { tool } from '../mcp-instance.js';

    export const made = ‹tool›(definition());
  `.finds('Cannot determine the definition of the tool.'),
];

import { bad, ok } from '../example.js';

export default [
  ok`
    // src/providers/weather/api/get-forecast.ts, changed
    - export const getForecast: Call<typeof input, typeof output> = async ({ place, days }, context) => {
    + export const getForecast: Call<typeof input, typeof output> = async ({ place, ...rest }, context) => {
    +   const { days } = rest;
  `,
  ok`
    // src/providers/weather/tools/get-forecast.ts, changed
    - export const input = z.object({
    + export const input = z.looseObject({
    -   place: z.string().min(1).describe('Name of a town.'),
  `,
  ok`
    // src/providers/weather/api/get-forecast.ts, changed
    - export const getForecast: Call<typeof input, typeof output> = async ({ place, days }, context) => {
    + export const getForecast = async ({ place, days, units = 'metric' }: { place: string; days: number; units?: string }, context: CallContext) => {
  `,
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   place: z.string().min(1).describe('Name of a town.'),
    +   place_name: z.string().min(1).describe('Name of a town.'),

    // src/providers/weather/api/get-forecast.ts, unchanged
    export const getForecast: Call<typeof input, typeof output> = async ({ ‹place›, days }, context) => {
  `.fixed`
    // src/providers/weather/api/get-forecast.ts, changed
    - export const getForecast: Call<typeof input, typeof output> = async ({ place, days }, context) => {
    + export const getForecast: Call<typeof input, typeof output> = async ({ place_name: place, days }, context) => {

    // tests/weather.test.ts, changed
    -       arguments: { place: 'a/b c', days: 2 },
    +       arguments: { place_name: 'a/b c', days: 2 },
  `.finds('The input schema of the tool has no argument "place".'),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   place: z.string().min(1).describe('Name of a town.'),
    +   town_id: z.string().min(1).describe('ID of a town.'),

    // src/providers/weather/api/get-forecast.ts, changed
    - export const getForecast: Call<typeof input, typeof output> = async ({ place, days }, context) => {
    + export const getForecast: Call<typeof input, typeof output> = async ({ ‹id›, days }, context) => {
    +   const place = id;
  `.fixed`
    // src/providers/weather/api/get-forecast.ts, changed
    - export const getForecast: Call<typeof input, typeof output> = async ({ id, days }, context) => {
    + export const getForecast: Call<typeof input, typeof output> = async ({ town_id: id, days }, context) => {
  `.finds('The input schema of the tool has no argument "id".'),
  // It may be a new argument of another meaning.
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   place: z.string().min(1).describe('Name of a town.'),
    +   owner_id: z.string().min(1).describe('ID of a user.'),
    +   town: z.string().min(1).describe('Name of a town.'),

    // src/providers/weather/api/get-forecast.ts, changed
    - export const getForecast: Call<typeof input, typeof output> = async ({ place, days }, context) => {
    + export const getForecast: Call<typeof input, typeof output> = async ({ ‹id›, days }, context) => {
    +   const place = id;
  `.finds('The input schema of the tool has no argument "id".'),
  // Either can be meant.
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   place: z.string().min(1).describe('Name of a town.'),
    +   town_id: z.string().min(1).describe('ID of a town.'),
    +   user_id: z.string().min(1).describe('ID of a user.'),

    // src/providers/weather/api/get-forecast.ts, changed
    - export const getForecast: Call<typeof input, typeof output> = async ({ place, days }, context) => {
    + export const getForecast: Call<typeof input, typeof output> = async ({ ‹id›, days }, context) => {
    +   const place = id;
  `.finds('The input schema of the tool has no argument "id".'),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   place: z.string().min(1).describe('Name of a town.'),
    +   units: z.enum(['metric', 'imperial']).describe('Units of the values.'),

    // src/providers/weather/api/get-forecast.ts, unchanged
    export const getForecast: Call<typeof input, typeof output> = async ({ ‹place›, days }, context) => {
  `.finds('The input schema of the tool has no argument "place".'),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   place: z.string().min(1).describe('Name of a town.'),
    +   name: z.string().min(1).describe('Name of a town.'),

    // src/providers/weather/api/get-forecast.ts, changed
    - export const getForecast: Call<typeof input, typeof output> = async ({ place, days }, context) => {
    + export const getForecast: Call<typeof input, typeof output> = async ({ name, days }, context) => {
    +   const place = ‹place_name›.trim();
  `.fixed`
    // src/providers/weather/api/get-forecast.ts, changed
    -   const place = place_name.trim();
    +   const place = name.trim();
  `.finds('Nothing declares "place_name", and nothing uses the argument "name".'),
  // The global of Node.js, and an argument that is used.
  ok`
    // src/providers/weather/tools/get-forecast.ts, changed
    -   place: z.string().min(1).describe('Name of a town.'),
    +   process_id: z.string().min(1).describe('ID of a process.'),

    // src/providers/weather/api/get-forecast.ts, changed
    - export const getForecast: Call<typeof input, typeof output> = async ({ place, days }, context) => {
    + export const getForecast: Call<typeof input, typeof output> = async ({ process_id, days }, context) => {
    +   const place = String(process.pid);
  `,
];

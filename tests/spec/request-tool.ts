import { HEAD } from './reading.js';

export interface Parts {
  input?: string;
  output?: string;
  request: string;
}

/** A tool whose arguments, result and request stand on lines 8 to 10. */
export const tool = ({ input = '', output = '', request }: Parts) => `${HEAD}tools:
  - name: a
    description: d
    inputSchema: { type: object, ${input} }
    outputSchema: { type: object, ${output} }
    request: { ${request} }
`;

export const ROOM = 'properties: { room_id: { type: string } }, required: [room_id]';
export const PAGE = 'properties: { limit: { type: integer, default: 20 } }';
export const LIST = 'properties: { rooms: { type: array }, next: { type: string } }';
export const paged = (more: string) =>
  `method: GET, path: /r, resultKey: rooms, pagination: { ${more} }`;

/** Arguments of `create` for a provider with one tool. */
export const ACME = [
  ...['--name', 'acme', '--description', 'Rooms of Acme', '--base-url', 'https://api.acme.dev'],
  ...['--auth', 'none', '--tool', 'get_room: One room', '--request', 'GET /rooms/{room_id}'],
];

export * from './people.js';
export * from './room.js';

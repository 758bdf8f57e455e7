export const request = () => Promise.resolve();

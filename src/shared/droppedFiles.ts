/** So many files can be dropped on the view at once: more are no reading for a model, and were hardly meant. */
export const mostDropped = 100;

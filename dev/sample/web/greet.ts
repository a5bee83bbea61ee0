export interface Visitor {
  name: string;
  language: "en" | "de" | "fr";
  visits: number;
}

const greetings = { en: "Welcome", de: "Willkommen", fr: "Bienvenue" };

/** Greets a visitor in their language, and regulars a little warmer. */
export function greet(visitor: Visitor): string {
  const greeting = greetings[visitor.language];
  if (visitor.visits > 3) {
    return `${greeting} back, ${visitor.name}! The light is on for you.`;
  }
  return `${greeting}, ${visitor.name}.`;
}

export function openingHours(day: number): string {
  const weekend = day == 0 || day == 6;
  return weekend ? "10:00–20:00" : "09:00–17:00";
}

// What tells the buses apart: Okabe and Ito's colours, which colour-blind people can tell apart, and a shape,
// so that nothing rests on colour alone and sixteen buses differ with eight colours.

const COLOURS = ["#56b4e9", "#e69f00", "#00a67d", "#cc79a7", "#f0e442", "#d55e00", "#4b8bd0", "#a0a0a0"];
const SHAPES = ["●", "■", "▲", "◆", "★", "▼", "✚", "⬟", "○", "□", "△", "◇", "☆", "▽", "✛", "⬠"];

export const colour = (place) => COLOURS[place % COLOURS.length];
export const shape = (place) => SHAPES[place % SHAPES.length];

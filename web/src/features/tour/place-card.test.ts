import { expect, it } from "vitest";
import { placeCard } from "./place-card";

const card = { width: 360, height: 200 };
const desk = { width: 1366, height: 768 };

it("stands beside what it speaks of, on the side that has room", () => {
    const left = { left: 20, top: 100, width: 300, height: 60 };
    expect(placeCard(card, { around: left, avoid: null }, desk)).toEqual({ left: 332, top: 100 });
    const right = { left: 1000, top: 100, width: 340, height: 60 };
    expect(placeCard(card, { around: right, avoid: null }, desk)).toEqual({ left: 628, top: 100 });
});

it("goes below what is as wide as the window", () => {
    const bar = { left: 0, top: 50, width: 1366, height: 80 };
    expect(placeCard(card, { around: bar, avoid: null }, desk)).toEqual({ left: 12, top: 142 });
});

it("measures a card and an element as the browser gives them", () => {
    class Rect {
        #box;
        constructor(box: { left: number; top: number; width: number; height: number }) {
            this.#box = box;
        }
        get left() {
            return this.#box.left;
        }
        get top() {
            return this.#box.top;
        }
        get width() {
            return this.#box.width;
        }
        get height() {
            return this.#box.height;
        }
    }
    const bar = new Rect({ left: 0, top: 50, width: 1366, height: 80 });
    const size = new Rect({ left: 0, top: 0, ...card });
    expect(placeCard(size, { around: bar, avoid: null }, desk)).toEqual({ left: 12, top: 142 });
});

it("makes way for the field that is being typed into", () => {
    const left = { left: 20, top: 100, width: 300, height: 60 };
    const field = { left: 340, top: 110, width: 300, height: 40 };
    const at = placeCard(card, { around: left, avoid: field }, desk);
    const isClear = at.left >= 640 || at.left + 360 <= 340 || at.top >= 150 || at.top + 200 <= 110;
    expect(isClear).toBe(true);
});

it("stays within the window when what it speaks of fills it", () => {
    const all = { left: 0, top: 0, width: 1366, height: 2000 };
    const at = placeCard(card, { around: all, avoid: null }, desk);
    expect(at.left).toBeGreaterThanOrEqual(0);
    expect(at.left + card.width).toBeLessThanOrEqual(desk.width);
    expect(at.top + card.height).toBeLessThanOrEqual(desk.height);
});

it("leaves the beginning of what fills the screen in sight", () => {
    const columns = { left: 180, top: 86, width: 1180, height: 900 };
    expect(placeCard(card, { around: columns, avoid: null }, desk)).toEqual({ left: 994, top: 556 });
});

it("stands in the corner when it speaks of nothing on the screen", () => {
    expect(placeCard(card, { around: null, avoid: null }, desk)).toEqual({ left: 994, top: 556 });
});

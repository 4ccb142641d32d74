// Elements out of names and children.  Strings become text nodes, never markup.
export type Child = Node | string | number | null | undefined | false | Child[];
type Attributes = Record<string, string | number | boolean | null | undefined | ((e: never) => void)>;

function fill(node: Element, attributes: Attributes, children: Child[]): void {
    for (const [name, value] of Object.entries(attributes)) {
        if (typeof value === "function") {
            node.addEventListener(name, value as unknown as EventListener);
        } else if (value !== null && value !== undefined && value !== false) {
            node.setAttribute(name, value === true ? "" : String(value));
        }
    }
    add(node, children);
}

export function add(node: Element, children: Child[]): void {
    for (const child of children) {
        if (Array.isArray(child)) {
            add(node, child);
        } else if (child !== null && child !== undefined && child !== false) {
            node.append(child instanceof Node ? child : String(child));
        }
    }
}

export function h<K extends keyof HTMLElementTagNameMap>(
    name: K, attributes: Attributes = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
    const node = document.createElement(name);
    fill(node, attributes, children);
    return node;
}

export function s<K extends keyof SVGElementTagNameMap>(
    name: K, attributes: Attributes = {}, ...children: Child[]): SVGElementTagNameMap[K] {
    const node = document.createElementNS("http://www.w3.org/2000/svg", name);
    fill(node, attributes, children);
    return node;
}

/// What a screen reader says aloud when something has changed.
export function say(text: string): void {
    const live = document.getElementById("live");
    if (live) live.textContent = text;
}

"""Tests that entities and devices hold no more than they need, by counts."""




CREATE TABLE tb_note (id bigint PRIMARY KEY, owner text);
ALTER TABLE tb_note ENABLE ROW LEVEL SECURITY;
CREATE POLICY tb_note_owner ON tb_note USING (owner = current_user);
